import type { RefundReason } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Whether the payment was refunded in full. */
export function wasRefundedInFull({ status, amountReceived, amountRefunded }: PaymentFacts): boolean {
  return status === "succeeded" && amountRefunded >= amountReceived;
}

/** Refunds for these reasons cancel an order; with others the customer keeps the goods. */
const endingReasons: readonly RefundReason[] = [
  "order_cancelled",
  "out_of_stock",
  "discount_used_up",
  "amount_mismatch",
  "duplicate",
];

/** Whether the order was cancelled according to its refunds, including failed ones, so that it needs no goods. */
export function wasCancelled({ status, amountReceived, amountUncaptured, refunds }: PaymentFacts): boolean {
  const all = refunds ?? [];
  const ends = all.some(({ ours }) => ours?.reason && endingReasons.includes(ours.reason));
  const refunded = all.reduce((sum, { amount }) => sum + amount, amountUncaptured);
  return status === "succeeded" && ends && refunded >= amountReceived;
}
