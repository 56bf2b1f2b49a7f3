/** How far before its last end reconciliation looks: a day and a half, so that a night without us is covered. */
export const reconcileWindowMs = 36 * 60 * 60_000;
