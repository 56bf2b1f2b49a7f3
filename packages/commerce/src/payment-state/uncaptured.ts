import type { PaymentStatus } from "@dualtrack/db";

interface RefundRow {
  amount: number;
  isUncaptured: boolean;
}

/** What of an authorization is never charged, in minor units. */
export function uncapturedAmountOf(refunds: readonly RefundRow[]): number {
  return refunds.reduce((sum, { amount, isUncaptured }) => sum + (isUncaptured ? amount : 0), 0);
}

/** What is captured of an authorization: all of it without what was cancelled before. Minor units. */
export function amountToCapture({
  amount,
  refunds,
}: {
  amount: number;
  refunds: readonly RefundRow[];
}): number {
  return amount - uncapturedAmountOf(refunds);
}

interface RefundedPayment {
  status: PaymentStatus;
  amountReceived: number;
  amountRefunded: number;
  refunds: readonly RefundRow[];
}

/** What was charged. A payment's received amount counts what was left out of its capture, as Stripe's charge does. Minor units. */
export function chargedAmountOf({ amountReceived, ...payment }: RefundedPayment): number {
  return amountReceived - leftOutOf(payment);
}

/** What went back at Stripe of what was charged, in minor units. */
export function refundedAtStripe({
  amountRefunded,
  ...payment
}: Omit<RefundedPayment, "amountReceived">): number {
  return amountRefunded - leftOutOf(payment);
}

function leftOutOf({ status, refunds }: Pick<RefundedPayment, "status" | "refunds">): number {
  return status === "succeeded" ? uncapturedAmountOf(refunds) : 0;
}
