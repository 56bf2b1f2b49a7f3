const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Ways to write a day. A month's name may be cut off after three letters. */
const shapes = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.(?:\s?(?<year>\d{4}))?$/,
  /^(?<day>\d{1,2})\.?\s(?<name>[a-z]{3,9})\.?(?:,?\s(?<year>\d{4}))?$/,
  /^(?<name>[a-z]{3,9})\.?\s(?<day>\d{1,2})(?:,?\s(?<year>\d{4}))?$/,
];

/**
 * The day that a text names, such as "2026-05-12", "12 May", "May 12, 2026", "12.5.", "tomorrow" or "Friday"; null if it names none. Without
 * a year it is the next such day from today on, and a weekday is the next one after today.
 */
export function readDayText(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const days = daysUntil(typed, today);
  if (days !== null) return plus(today, days);
  for (const shape of shapes) {
    const { year, month, name, day } = shape.exec(typed)?.groups ?? {};
    const number = name === undefined ? Number(month) : monthOf(name);
    if (day === undefined || number === null) continue;
    if (year !== undefined) return dayOf(year, number, day);
    const thisYear = Number(today.slice(0, 4));
    // 29 February may be up to eight years ahead.
    const coming = Array.from({ length: 9 }, (_, years) => dayOf(String(thisYear + years), number, day));
    return coming.find((candidate) => candidate !== null && candidate >= today) ?? null;
  }
  return null;
}

/** How many days there are from today to one that is named without a date; null: it is not. */
function daysUntil(typed: string, today: string): number | null {
  if (typed === "today") return 0;
  if (typed === "tomorrow") return 1;
  const weekday = weekdays.findIndex((name) => name === typed || name.slice(0, 3) === typed);
  if (weekday === -1) return null;
  return ((weekday - new Date(today).getUTCDay() + 6) % 7) + 1;
}

function plus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

function monthOf(name: string): number | null {
  const place = months.indexOf(name.slice(0, 3));
  const full = new Intl.DateTimeFormat("en-IE", { month: "long", timeZone: "UTC" });
  if (
    place === -1 ||
    !full
      .format(Date.UTC(2026, place, 1))
      .toLowerCase()
      .startsWith(name)
  )
    return null;
  return place + 1;
}

/** `2026-05-12`; null if there is no such day. */
function dayOf(year: string, month: number, day: string): string | null {
  const at = new Date(Date.UTC(Number(year), month - 1, Number(day)));
  const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === Number(day);
  return isThere && Number(year) >= 2000 && Number(year) < 2200 ? at.toISOString().slice(0, 10) : null;
}
