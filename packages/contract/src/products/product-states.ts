/** Availability of a product or variant, as customers see it. */
export const availabilities = ["available", "low", "sold_out", "upcoming"] as const;
export type Availability = (typeof availabilities)[number];

/** Currencies a price can be set in, lower case as Stripe writes them. */
export const priceCurrencies = [
  "eur",
  "usd",
  "gbp",
  "jpy",
  "chf",
  "sek",
  "dkk",
  "nok",
  "pln",
  "czk",
  "cad",
  "aud",
  "nzd",
  "kwd",
] as const;

/** `draft`: not shown. `upcoming`: shown, sales open later. */
export const productStatuses = ["draft", "upcoming", "on_sale"] as const;
export type ProductStatus = (typeof productStatuses)[number];
