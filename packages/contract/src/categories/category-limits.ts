/** The most of each. */
export const categoryLimits = {
  categories: 1_000,
  /** Characters. */
  name: 60,
  description: 500,
  /** Categories of one product. */
  ofProduct: 50,
} as const;
