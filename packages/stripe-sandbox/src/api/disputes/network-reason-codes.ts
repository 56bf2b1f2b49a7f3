/**
 * What the card networks call each reason: one usual code of the many that Stripe sorts under it.
 * https://docs.stripe.com/disputes/categories
 */
const codes: Record<string, Partial<Record<string, string>>> = {
  visa: {
    credit_not_processed: "13.6",
    duplicate: "12.6.1",
    fraudulent: "10.4",
    general: "12.5",
    noncompliant: "C1",
    product_not_received: "13.1",
    product_unacceptable: "13.3",
    subscription_canceled: "13.2",
  },
  mastercard: {
    credit_not_processed: "4853",
    duplicate: "4834",
    fraudulent: "4837",
    general: "4808",
    product_not_received: "4853",
    product_unacceptable: "4853",
    subscription_canceled: "4841",
  },
  amex: {
    credit_not_processed: "C02",
    duplicate: "P08",
    fraudulent: "F29",
    general: "A01",
    product_not_received: "C08",
    product_unacceptable: "C31",
    subscription_canceled: "C28",
  },
  discover: {
    credit_not_processed: "RN2",
    duplicate: "DP",
    fraudulent: "UA02",
    general: "AT",
    product_not_received: "RG",
    product_unacceptable: "RM",
    subscription_canceled: "AP",
  },
};

/** The network's code for a reason; null where the network or the reason has none. A question of a bank is Visa's 10. */
export function networkReasonCode(network: string, reason: string, inquiry: boolean): string | null {
  if (inquiry && network === "visa") return "10";
  return codes[network]?.[reason] ?? null;
}
