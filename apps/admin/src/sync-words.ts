import type { SyncCounts } from "./server/trpc.ts";

/** `2 synced, 1 failed`: what there is none of is left out. */
export function resultWords({ synced, failed, skipped }: SyncCounts): string {
  const parts = [
    [synced, "synced"],
    [failed, "failed"],
    [skipped, "skipped"],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? "nothing done" : words.join(", ");
}
