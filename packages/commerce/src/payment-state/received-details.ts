import type { PaymentStatus } from "@dualtrack/db";

interface ReceivedMoney {
  paymentIntentId: string;
  status: PaymentStatus;
  amount: number;
  amountReceived: number;
  amountUncaptured: number;
}

/**
 * What an entry of an order's timeline says about the money of a payment, in minor units: what is authorized, or what was captured. The
 * checker of payment timelines recomputes the order's amounts from it.
 */
export function receivedDetails({ status, amount, ...payment }: ReceivedMoney) {
  const { paymentIntentId, amountReceived, amountUncaptured } = payment;
  return status === "requires_capture"
    ? { paymentIntentId, authorized: amount }
    : { paymentIntentId, captured: amountReceived - amountUncaptured };
}
