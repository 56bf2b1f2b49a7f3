/**
 * How far before its last run reconciliation looks, in ms: a day and a half, so that a night of downtime is covered.
 */
export const reconcileWindowMs = 36 * 60 * 60_000;
