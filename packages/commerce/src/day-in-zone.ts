/** From the beginning of `from` to the end of `to`, as the clocks of a time zone show them; what is left out has no bound. */
export function daysIn(
  timeZone: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): { gte?: Date; lt?: Date } {
  return {
    ...(from === undefined ? {} : { gte: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { lt: endOfDay(to, timeZone) }),
  };
}

/** The moment a calendar day (2026-03-29) begins on the clocks of a time zone: not at 00:00 where these skip that. */
export function startOfDay(day: string, timeZone: string): Date {
  return beginningOf(Temporal.PlainDate.from(day), timeZone);
}

/** The moment it ends, which is when the next one begins. */
export function endOfDay(day: string, timeZone: string): Date {
  return beginningOf(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone);
}

/** What the clocks and the calendar of a time zone show at an instant. */
export function inZone(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

/** The calendar day that an instant has in a time zone, such as 2026-03-29. */
export function dayOf(at: Date, timeZone: string): string {
  return inZone(at, timeZone).toPlainDate().toString();
}

function beginningOf(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
