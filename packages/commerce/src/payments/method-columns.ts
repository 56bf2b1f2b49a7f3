import type { PaymentMethodFacts } from "../stripe/payment-method-facts.ts";

/** A payment method as columns of payments and failed attempts. */
export function methodColumns(method: PaymentMethodFacts | null) {
  return {
    methodType: method?.type ?? null,
    methodBrand: method?.brand ?? null,
    methodLabel: method?.label ?? null,
    methodLast4: method?.last4 ?? null,
  };
}
