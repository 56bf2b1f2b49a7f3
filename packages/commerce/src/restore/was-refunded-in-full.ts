import type { RefundReason } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Whether all of the money has gone back. */
export function wasRefundedInFull({ status, amountReceived, amountRefunded }: PaymentFacts): boolean {
  return status === "succeeded" && amountRefunded >= amountReceived;
}

/** Refunds for these reasons end an order; others leave the customer with the goods. */
const endingReasons: readonly RefundReason[] = [
  "order_cancelled",
  "out_of_stock",
  "amount_mismatch",
  "duplicate",
];

/** Whether the order was cancelled, as its refunds say, also those that failed: it needs no goods. */
export function wasCancelled({ status, amountReceived, refunds }: PaymentFacts): boolean {
  const all = refunds ?? [];
  const ends = all.some(({ ours }) => ours?.reason && endingReasons.includes(ours.reason));
  return status === "succeeded" && ends && all.reduce((sum, { amount }) => sum + amount, 0) >= amountReceived;
}
