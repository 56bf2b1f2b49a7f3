/** The largest measures of a packed unit: grams, and millimetres of each side. */
export const packedLimits = { weightGrams: 1_000_000, sideMm: 10_000 };
