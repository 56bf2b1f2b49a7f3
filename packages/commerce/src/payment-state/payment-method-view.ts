import type { PaymentMethod } from "@dualtrack/contract";

export interface PaymentMethodRow {
  methodType: string | null;
  methodLabel: string | null;
  methodLast4: string | null;
}

/** What was paid with, for customers and staff; null while Stripe has not said. */
export function paymentMethodView({
  methodType,
  methodLabel,
  methodLast4,
}: PaymentMethodRow): PaymentMethod | null {
  if (methodType === null || methodLabel === null) return null;
  return { type: methodType, label: methodLabel, last4: methodLast4 };
}
