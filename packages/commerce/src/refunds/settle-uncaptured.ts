import type { Refund } from "@dualtrack/db";
import { recordOnTimeline } from "../orders/move-order.ts";
import { recordUncapturedAmount } from "../orders/record-uncaptured-amount.ts";
import { uncapturedAmountOf } from "../payment-state/uncaptured.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { queueSendRefund } from "./queue-send-refund.ts";
import { findOrderOfPayment } from "./request-refund.ts";

/**
 * Brings what counts as never charged to what Stripe has left out of the capture. Somebody may have captured less in Stripe's dashboard:
 * that rest is never charged, either. Or more than was left after a cancellation: that much is refunded. The caller holds the checkout's
 * lock.
 */
export async function settleUncaptured(unit: UnitOfWork, facts: PaymentFacts): Promise<void> {
  const { tx } = unit;
  const { paymentIntentId, status, captureMethod, amountUncaptured } = facts;
  if (status !== "succeeded" || captureMethod !== "manual") return;
  const rows = await tx.refund.findMany({
    where: { paymentIntentId, isUncaptured: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const difference = amountUncaptured - uncapturedAmountOf(rows);
  if (difference > 0) await createLeftOut(unit, facts, { amount: difference, isMadeAtStripe: true });
  let surplus = -difference;
  for (const row of rows) {
    if (surplus <= 0) break;
    const charged = Math.min(surplus, row.amount);
    surplus -= charged;
    if (charged > 0) await refundCharged(unit, facts, { row, charged });
  }
  await recordUncapturedAmount(tx, { paymentIntentId, amount: amountUncaptured });
}

/** Staff are asked for its goods if it was made at Stripe. */
async function createLeftOut(
  { tx, now }: UnitOfWork,
  { paymentIntentId, currency, origin, observedAt }: PaymentFacts,
  { amount, isMadeAtStripe }: { amount: number; isMadeAtStripe: boolean },
): Promise<void> {
  await tx.refund.create({
    data: {
      ...{ paymentIntentId, amount, currency, isMadeAtStripe, isUncaptured: true },
      ...{ reason: "order_cancelled", state: "succeeded" },
      createdAt: isMadeAtStripe ? (origin.receivedAt ?? observedAt) : now,
    },
  });
}

/** Units were cancelled before the capture, and captured all the same: their row becomes a refund of what was charged for them. */
async function refundCharged(
  unit: UnitOfWork,
  facts: PaymentFacts,
  { row, charged: amount }: { row: Refund; charged: number },
): Promise<void> {
  const { tx } = unit;
  await tx.refund.update({
    where: { id: row.id },
    data: { isUncaptured: false, state: "requested", amount },
  });
  if (row.amount > amount)
    await createLeftOut(unit, facts, { amount: row.amount - amount, isMadeAtStripe: false });
  await queueSendRefund(tx, row.id);
  const order = await findOrderOfPayment(tx, row.paymentIntentId);
  if (order === null) return;
  const { id: refundId, paymentIntentId, currency, reason } = row;
  const details = { amount, currency, reason, refundId, paymentIntentId };
  await recordOnTimeline(unit, order.id, { kind: "refund_requested", details });
}
