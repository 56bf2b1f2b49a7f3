/** What a payment was made with, as far as people may see it. */
export interface PaymentMethod {
  /** Stripe's type, e.g. `card` or `sepa_debit`. */
  type: string;
  /** Stripe's name of a card's brand, e.g. `visa`. */
  brand: string | null;
  /** Of the card or the bank account. */
  last4: string | null;
}

const brandNames: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
};

/** What people call a payment method: `Visa 4242`, `bank account 3201`. */
export function paymentMethodLabel({ type, brand, last4 }: PaymentMethod): string {
  const name =
    brand !== null
      ? (brandNames[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1))
      : type === "sepa_debit"
        ? "bank account"
        : type.replaceAll("_", " ");
  return last4 === null ? name : `${name} ${last4}`;
}
