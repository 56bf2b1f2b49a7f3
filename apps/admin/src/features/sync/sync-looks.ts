import type { SyncItemState } from "@dualtrack/contract";
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
