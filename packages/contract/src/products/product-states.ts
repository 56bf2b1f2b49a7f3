/** `physical`: goods that are shipped. `digital`: files that are downloaded. `service`: time of a room or person that is booked. */
export const productKinds = ["physical", "digital", "service"] as const;
export type ProductKind = (typeof productKinds)[number];

/** Whether lines of a kind are sent to an address. */
export function isShipped(kind: ProductKind): boolean {
  return kind === "physical";
}

/** Whether any of these lines is sent, so that the order needs a delivery address. */
export function hasShippedLine(lines: readonly { kind: ProductKind }[]): boolean {
  return lines.some(({ kind }) => isShipped(kind));
}

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
