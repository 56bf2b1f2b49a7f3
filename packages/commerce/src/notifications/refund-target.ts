import { type PaymentMethod, paymentMethodLabel } from "@dualtrack/contract";

/** The target of a refund in texts for customers. `method`: the payment's; null: Stripe did not name it. */
export function refundTarget(method: PaymentMethod | null): string {
  return method === null ? "the card or account you paid with" : paymentMethodLabel(method);
}
