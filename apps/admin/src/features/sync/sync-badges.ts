import type { SyncItemState } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

export const itemBadges: Record<SyncItemState, { tone: Tone; label: string }> = {
  waiting: { tone: "none", label: "Waiting" },
  synced: { tone: "good", label: "Synced" },
  failed: { tone: "bad", label: "Failed" },
  skipped: { tone: "idle", label: "Skipped" },
};

export function paymentCount(count: number): string {
  return count === 1 ? "1 payment" : `${count} payments`;
}
