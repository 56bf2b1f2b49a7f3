/** The kinds by which conversion is counted: what all goods of a cart are, or `mixed`. */
export const conversionKinds = ["physical", "digital", "service", "mixed"] as const;
export type ConversionKind = (typeof conversionKinds)[number];

/** How far a cart comes, each step a part of the one before. */
export const conversionSteps = ["carts", "checkouts", "payPressed", "orders", "kept"] as const;
export type ConversionStep = (typeof conversionSteps)[number];

export const conversionDays = [7, 30, 90] as const;
export type ConversionDays = (typeof conversionDays)[number];
