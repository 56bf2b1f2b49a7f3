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
 * Updates the stored disputes of a payment to Stripe's. Each change of status adds an event to the order's timeline; staff
 * get a mail about the last one. The caller holds the checkout's lock.
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
      ...{ amount, currency, reason, status, by, paymentIntentId },
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

/** Newer answers win; of two with the same time, the status that is further along. So the order of arrival does not matter. */
function isNewer(
  status: DisputeStatus,
  observedAt: Date,
  known: { status: DisputeStatus; observedAt: Date },
): boolean {
  const ageDifference = observedAt.getTime() - known.observedAt.getTime();
  return (
    ageDifference > 0 || (ageDifference === 0 && (status === known.status || isFurther(status, known.status)))
  );
}

interface SaveDispute {
  paymentIntentId: string;
  dispute: DisputeFacts;
  observedAt: Date;
  /** When it was first seen closed; ignored while it is open. */
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
