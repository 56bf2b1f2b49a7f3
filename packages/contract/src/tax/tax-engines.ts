/** Who computes tax: the shop's own table of rates, or Stripe Tax. */
export const taxEngines = ["table", "stripe_tax"] as const;
export type TaxEngineName = (typeof taxEngines)[number];

/** What happens at the checkout while Stripe Tax does not answer: the table taxes the order, or nobody pays until it answers again. */
export const taxOutageRules = ["use_table", "hold_checkout"] as const;
export type TaxOutageRule = (typeof taxOutageRules)[number];

/** Where the street decides about tax, too, and not only postal code, state and country. */
export const countriesTaxedByStreet: readonly string[] = ["US"];
