/** The payment method, as far as staff and customers may see it. */
export interface PaymentMethod {
  /** Stripe's type, e.g. `card`, `sepa_debit` or `klarna`. */
  type: string;
  /** `Visa`, `bank account`, `Klarna`. */
  label: string;
  /** Of a card or a bank account. */
  last4: string | null;
}

/** `Visa 4242`, `bank account 3201`, `Klarna`. */
export function paymentMethodLabel({ label, last4 }: Pick<PaymentMethod, "label" | "last4">): string {
  return last4 === null ? label : `${label} ${last4}`;
}
