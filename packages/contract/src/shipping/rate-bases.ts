/**
 * What the bands of a rate count: nothing (one amount for all carts), grams, the goods' subtotal in minor units, or units.
 */
export const rateBases = ["flat", "weight", "subtotal", "units"] as const;
export type RateBasis = (typeof rateBases)[number];
