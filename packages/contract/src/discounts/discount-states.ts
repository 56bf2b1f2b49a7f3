export const discountStatuses = ["active", "scheduled", "ended", "paused"] as const;
export type DiscountStatus = (typeof discountStatuses)[number];
