import type { WebhookEventState } from "@dualtrack/contract";
import { formatDuration } from "../../format-duration.ts";
import type { Tone } from "../../ui/status.tsx";

export const eventBadges: Record<WebhookEventState, { tone: Tone; label: string }> = {
  received: { tone: "wait", label: "Received" },
  processed: { tone: "good", label: "Processed" },
  failed: { tone: "wait", label: "Failed, tried again" },
  dead: { tone: "bad", label: "Dead" },
  ignored: { tone: "none", label: "Ignored" },
};

/** How long something took, short enough for a table. */
export function spanText(from: string, to: string): string {
  return formatDuration(Date.parse(to) - Date.parse(from));
}

export function eventCount(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
