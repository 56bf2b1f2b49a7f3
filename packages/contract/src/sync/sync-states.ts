/** What came of one payment in a sync by hand. `skipped`: there was nothing to do, or nothing is decided yet. */
export const syncItemStates = ["waiting", "synced", "failed", "skipped"] as const;
export type SyncItemState = (typeof syncItemStates)[number];
