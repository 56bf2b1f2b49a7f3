import type { SyncItemState } from "@dualtrack/contract";
import type { SyncCounts } from "../../server/trpc.ts";
import type { Tone } from "../../ui/status.tsx";

export const itemLooks: Record<SyncItemState, { tone: Tone; word: string }> = {
  waiting: { tone: "none", word: "Waiting" },
  synced: { tone: "good", word: "Synced" },
  failed: { tone: "bad", word: "Failed" },
  skipped: { tone: "idle", word: "Skipped" },
};

export function paymentCount(count: number): string {
  return count === 1 ? "1 payment" : `${count} payments`;
}

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
