import type { PaymentMethod } from "@dualtrack/contract";

export interface PaymentMethodRow {
  methodType: string | null;
  methodLabel: string | null;
  methodLast4: string | null;
}

/** The payment method for customers and staff; null while it is unknown. */
export function paymentMethodView({
  methodType,
  methodLabel,
  methodLast4,
}: PaymentMethodRow): PaymentMethod | null {
  if (methodType === null || methodLabel === null) return null;
  return { type: methodType, label: methodLabel, last4: methodLast4 };
}
