import { draftOrderLimits } from "@dualtrack/contract";
import { formatDuration } from "./format-duration.ts";

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
