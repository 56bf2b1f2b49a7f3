import type { PaymentMethod } from "@dualtrack/contract";

export interface PaymentMethodRow {
  methodType: string | null;
  cardBrand: string | null;
  methodLast4: string | null;
}

/** What was paid with, for customers and staff; null while Stripe has not told. */
export function paymentMethodView({
  methodType,
  cardBrand,
  methodLast4,
}: PaymentMethodRow): PaymentMethod | null {
  return methodType === null ? null : { type: methodType, brand: cardBrand, last4: methodLast4 };
}
