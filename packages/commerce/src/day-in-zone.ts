/** From the start of `from` to the end of `to` in a time zone; a day that is left out sets no bound. */
export function daysIn(
  timeZone: string,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): { gte?: Date; lt?: Date } {
  return {
    ...(from === undefined ? {} : { gte: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { lt: endOfDay(to, timeZone) }),
  };
}

/** The instant at which a calendar day (2026-03-29) begins in a time zone: not 00:00 if the clocks skip it. */
export function startOfDay(day: string, timeZone: string): Date {
  return midnight(Temporal.PlainDate.from(day), timeZone);
}

/** The instant at which the next day begins. */
export function endOfDay(day: string, timeZone: string): Date {
  return midnight(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone);
}

/** The instant of a local time such as 2026-03-29T10:00: one that the clocks skip is later, one that comes twice is the first. */
export function instantOf(localTime: string, timeZone: string): Date {
  return new Date(Temporal.PlainDateTime.from(localTime).toZonedDateTime(timeZone).epochMilliseconds);
}

/** Local date and time of an instant in a time zone. */
export function inZone(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

/** The calendar day of an instant in a time zone, such as 2026-03-29. */
export function dayOf(at: Date, timeZone: string): string {
  return inZone(at, timeZone).toPlainDate().toString();
}

function midnight(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
}
