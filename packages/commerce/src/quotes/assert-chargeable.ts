import { maxPaymentAmount, minPaymentAmounts } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";

/** Refuses a total that Stripe can't charge; a total of 0 needs no payment. Minor units. TOTAL_TOO_LOW, TOTAL_TOO_HIGH. */
export function assertChargeable({ totalAmount, currency }: { totalAmount: number; currency: string }): void {
  if (totalAmount === 0) return;
  if (totalAmount > maxPaymentAmount)
    throw new DomainError("TOTAL_TOO_HIGH", { max: { amount: maxPaymentAmount, currency } });
  const minPaymentAmount = minPaymentAmounts[currency] ?? 0;
  if (totalAmount < minPaymentAmount)
    throw new DomainError("TOTAL_TOO_LOW", { min: { amount: minPaymentAmount, currency } });
}
