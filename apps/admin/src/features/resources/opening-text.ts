import type { Opening, Week } from "@dualtrack/contract";

export const weekdays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

/** How a day's openings are typed: `10:00–13:00, 14:00–18:00`; empty: closed. */
export function openingsText(openings: readonly Opening[]): string {
  return openings.map(({ from, to }) => `${from}–${to}`).join(", ");
}

/** Reads what was typed; null if it can't be read. Hours may have one digit, and minutes may be left out: `9-17`. */
export function readOpenings(text: string): Opening[] | null {
  const parts = text.split(/[,;]/).flatMap((part) => part.trim() || []);
  const openings: Opening[] = [];
  for (const part of parts) {
    const [, fromHour, fromMinute = "00", toHour, toMinute = "00"] =
      /^(\d{1,2})(?:[:.](\d\d))?\s*(?:[-–—]|to|until)\s*(\d{1,2})(?:[:.](\d\d))?$/.exec(part) ?? [];
    if (fromHour === undefined || toHour === undefined) return null;
    const time = (hour: string, minute: string) => `${hour.padStart(2, "0")}:${minute}`;
    openings.push({ from: time(fromHour, fromMinute), to: time(toHour, toMinute) });
  }
  return openings;
}

/** The fields of a week, one for each day. */
export function weekTexts(week: Week): string[] {
  return weekdays.map((_, day) => openingsText(week[day] ?? []));
}
