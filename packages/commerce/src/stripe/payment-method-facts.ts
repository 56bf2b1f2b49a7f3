import { paymentMethodLabelOf } from "./payment-method-label.ts";

/** The payment method of a charge or of a failed attempt, of any type. */
export interface PaymentMethodFacts {
  /** Stripe's type, e.g. `card`, `sepa_debit` or `klarna`. */
  type: string;
  /** Stripe's code of a card's brand, e.g. `visa`; null: the type has none. */
  brand: string | null;
  /** Its name for people, e.g. `Visa`. */
  label: string;
  /** Of a card or a bank account. */
  last4: string | null;
  /** Country of the bank that issued the card or has the account, ISO 3166-1 alpha-2. */
  country: string | null;
  /** Identifies the card or account, however often it is entered. */
  fingerprint: string | null;
}

/**
 * Reads a charge's `payment_method_details`, or a PaymentMethod. Both have their details in a field named after the type,
 * with the same names of the fields that are read here; new types are read in the same way.
 * @see https://docs.stripe.com/api/charges/object#charge_object-payment_method_details
 */
export function paymentMethodFactsOf(details: { type: string }): PaymentMethodFacts {
  const { type } = details;
  const known = new Map<string, unknown>(Object.entries(details)).get(type);
  const fields = new Map<string, unknown>(Object.entries(known ?? {}));
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const brand = text("brand");
  return {
    type,
    brand,
    label: paymentMethodLabelOf({ type, brand, wallet: walletOf(fields.get("wallet")) }),
    last4: text("last4"),
    country: text("country"),
    fingerprint: text("fingerprint"),
  };
}

/** The code of a card's wallet, e.g. `google_pay`. */
function walletOf(wallet: unknown): string | null {
  const isNamed = typeof wallet === "object" && wallet !== null && "type" in wallet;
  return isNamed && typeof wallet.type === "string" ? wallet.type : null;
}
