import { type PaymentMethod, paymentMethodLabel } from "@dualtrack/contract";

/** Where a refund goes, as the customer calls it. `method`: what was paid with; null: Stripe did not say. */
export function refundTarget(method: PaymentMethod | null): string {
  return method === null ? "the card or account you paid with" : paymentMethodLabel(method);
}
