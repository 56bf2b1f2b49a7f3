/** Bounds of what staff enter, so that a slip does not become a rule. */
export const discountLimits = {
  /** Characters of a name. */
  name: 80,
  /** Codes that are generated at once. */
  codesAtOnce: 10_000,
  /** Uses, in total or per customer. */
  uses: 1_000_000,
  /** Units of a group of `buy_x_get_y`. */
  units: 100,
  products: 500,
  categories: 100,
} as const;
