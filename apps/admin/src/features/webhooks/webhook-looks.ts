import type { WebhookEventState } from "@dualtrack/contract";
import type { Tone } from "../../ui/status.tsx";

export const eventLooks: Record<WebhookEventState, { tone: Tone; word: string }> = {
  received: { tone: "wait", word: "Received" },
  processed: { tone: "good", word: "Processed" },
  failed: { tone: "wait", word: "Failed, tried again" },
  dead: { tone: "bad", word: "Dead" },
  ignored: { tone: "none", word: "Ignored" },
};

/** How long something took, short enough for a table. */
export function spanWords(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 90_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 36 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}

export function eventCount(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
