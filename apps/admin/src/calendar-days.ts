const dayMs = 24 * 60 * 60_000;

/** The day so many days later, such as 2026-06-10. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The Monday on or before a day. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));
}

/** `Mon 8 June 2026`, or `8–14 June 2026` of several days. */
export function daysText(from: string, to: string): string {
  const options: Intl.DateTimeFormatOptions = {
    ...{ timeZone: "UTC", day: "numeric", month: "long", year: "numeric" },
  };
  if (from === to)
    return new Intl.DateTimeFormat("en-IE", { ...options, weekday: "short" }).format(Date.parse(from));
  return new Intl.DateTimeFormat("en-IE", options).formatRange(Date.parse(from), Date.parse(to));
}

/** Times in the shop's zone, such as 2026-06-10T14:00. */
export interface LocalSpan {
  from: string;
  to: string;
}
