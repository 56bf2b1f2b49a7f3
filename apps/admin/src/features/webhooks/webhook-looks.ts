import type { WebhookEventState } from "@dualtrack/contract";
import { durationWords } from "../../duration-words.ts";
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
  return durationWords(Date.parse(to) - Date.parse(from));
}

export function eventCount(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}
