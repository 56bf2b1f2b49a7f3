/** The periods for which declined payments are shown. */
export const declinePeriods = ["24h", "7d", "30d"] as const;
export type DeclinePeriod = (typeof declinePeriods)[number];
