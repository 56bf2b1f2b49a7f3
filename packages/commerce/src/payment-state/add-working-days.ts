import { inZone } from "../day-in-zone.ts";

/**
 * The same time of day, so many working days (Monday to Friday on the calendar of a time zone) after an instant, or before
 * it when negative. Knows no bank holidays.
 */
export function addWorkingDays(from: Date, count: number, timeZone: string): Date {
  const start = inZone(from, timeZone);
  let days = 0;
  for (let left = Math.abs(count); left > 0; ) {
    days += Math.sign(count);
    if (start.toPlainDate().add({ days }).dayOfWeek <= 5) left -= 1;
  }
  return new Date(start.add({ days }).epochMilliseconds);
}
