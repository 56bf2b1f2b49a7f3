import { type DraftOrderState, draftOrderLimits, type StaffRole } from "@dualtrack/contract";
import { formatDuration } from "../../format-duration.ts";
import type { Tone } from "../../ui/status.tsx";

export const stateBadges: Record<DraftOrderState, { tone: Tone; label: string }> = {
  draft: { tone: "idle", label: "Draft" },
  waiting: { tone: "wait", label: "Waiting for payment" },
  ordered: { tone: "good", label: "Ordered" },
  expired: { tone: "bad", label: "Not paid in time" },
  cancelled: { tone: "none", label: "Called off" },
};

export function whyNotSend(role: StaffRole): string | null {
  return role === "support" ? "Only an owner or a manager may reserve goods and send the link." : null;
}

const hour = 60;
const day = 24 * hour;

/** For how long goods can be reserved, in minutes; `chosen` is among them. */
export function holdChoices(chosen: number): { value: string; label: string }[] {
  const usual = [
    30,
    hour,
    4 * hour,
    day,
    2 * day,
    3 * day,
    7 * day,
    14 * day,
    draftOrderLimits.holdMinutes.max,
  ];
  return [...new Set([...usual, chosen])]
    .filter((minutes) => minutes > 0)
    .toSorted((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: holdText(minutes) }));
}

function holdText(minutes: number): string {
  if (minutes % day === 0) return minutes === day ? "1 day" : `${minutes / day} days`;
  return formatDuration(minutes * 60_000);
}
