import type { DisputeStatus } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { recordOnTimeline } from "../orders/move-order.ts";
import { isFurther, openStatuses } from "../payment-state/dispute-status.ts";
import { findOrderOfPayment } from "../refunds/request-refund.ts";
import type { DisputeFacts } from "../stripe/dispute-facts.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { alertOfDispute } from "./alert-of-dispute.ts";
import { timelineOfDispute } from "./timeline-of-dispute.ts";

interface SettleDisputes {
  facts: Pick<PaymentFacts, "paymentIntentId" | "disputes" | "observedAt">;
}

/**
 * Brings our disputes of a payment in line with Stripe's. Each change of status is a line on the order's timeline, and
 * staff get a mail about where it has come to. The caller holds the checkout's lock.
 */
export async function settleDisputes(
  unit: UnitOfWork,
  { facts: { paymentIntentId, disputes, observedAt } }: SettleDisputes,
): Promise<void> {
  const { tx } = unit;
  if (disputes === null || disputes.length === 0) return;
  const order = await findOrderOfPayment(tx, paymentIntentId);
  for (const dispute of disputes) {
    const known = await tx.dispute.findUnique({ where: { id: dispute.id } });
    if (known !== null && !isNewer(dispute.status, observedAt, known)) continue;
    await saveDispute(tx, { paymentIntentId, dispute, observedAt, closedAt: known?.closedAt ?? observedAt });
    const by = known?.answeredBy ?? null;
    const isAccepted = by !== null && dispute.submissionCount === 0;
    const kinds = timelineOfDispute({ before: known?.status ?? null, after: dispute.status, isAccepted });
    const { amount, currency, reason, status, feeAmount, balanceCurrency } = dispute;
    const details = {
      ...{ amount, currency, reason, status, by },
      dueBy: dispute.dueBy?.toISOString() ?? null,
      fee: balanceCurrency === null ? null : { amount: feeAmount, currency: balanceCurrency },
    };
    if (order !== null)
      for (const kind of kinds)
        await recordOnTimeline(unit, order.id, { kind, stripeId: dispute.id, details });
    const last = kinds.at(-1);
    if (last !== undefined) await alertOfDispute(unit, { kind: last, dispute, order });
  }
}

/** Newer answers count, and among equally old ones the one that is further along. So their order does not matter. */
function isNewer(
  status: DisputeStatus,
  observedAt: Date,
  known: { status: DisputeStatus; observedAt: Date },
): boolean {
  const ahead = observedAt.getTime() - known.observedAt.getTime();
  return ahead > 0 || (ahead === 0 && (status === known.status || isFurther(status, known.status)));
}

interface SaveDispute {
  paymentIntentId: string;
  dispute: DisputeFacts;
  observedAt: Date;
  /** When it was first seen to be over, should it be over. */
  closedAt: Date;
}

async function saveDispute(
  tx: Tx,
  { paymentIntentId, dispute, observedAt, closedAt }: SaveDispute,
): Promise<void> {
  const { id, ...seen } = dispute;
  const isOpen = openStatuses.includes(dispute.status);
  const values = { ...seen, observedAt, closedAt: isOpen ? null : closedAt };
  await tx.dispute.upsert({ where: { id }, create: { id, paymentIntentId, ...values }, update: values });
}
