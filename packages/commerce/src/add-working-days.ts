import { inZone } from "./day-in-zone.ts";

/**
 * Adds working days (Monday to Friday in a time zone) to an instant, keeping the time of day; subtracts them if `count` is
 * negative. Bank holidays are not considered.
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
