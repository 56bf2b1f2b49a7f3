import type { SyncCounts } from "./server/trpc.ts";

/** `2 synced, 1 failed`: counts of zero are left out. */
export function resultText({ synced, failed, skipped }: SyncCounts): string {
  const parts = [
    [synced, "synced"],
    [failed, "failed"],
    [skipped, "skipped"],
  ] as const;
  const texts = parts.filter(([count]) => count > 0).map(([count, label]) => `${count} ${label}`);
  return texts.length === 0 ? "nothing done" : texts.join(", ");
}
