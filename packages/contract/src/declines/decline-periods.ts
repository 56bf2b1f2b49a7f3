/** How far back staff look at declined payments. */
export const declinePeriods = ["24h", "7d", "30d"] as const;
export type DeclinePeriod = (typeof declinePeriods)[number];
