import { minutesOf, type OpeningException, type Week } from "@dualtrack/contract";

/** When a resource is open. */
export interface OpeningHours {
  week: Week;
  /** The first exception of a day counts. */
  exceptions: readonly OpeningException[];
}

/** A time without a break during which something is open. */
export interface OpenTime {
  /** The local time at which it opens: the times that are offered are counted from it. */
  opens: Temporal.PlainDateTime;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
}

/**
 * The open times that begin on the days from `first` to `last`, in their order. A local time that the clocks skip is as much later
 * as they skip, one that comes twice is the first of both.
 */
export function openTimes(
  { week, exceptions }: OpeningHours,
  { timeZone, first, last }: { timeZone: string; first: Temporal.PlainDate; last: Temporal.PlainDate },
): OpenTime[] {
  const times: OpenTime[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    // A zone that moves across the date line skips a whole day.
    if (!day.toZonedDateTime(timeZone).toPlainDate().equals(day)) continue;
    const name = day.toString();
    const exception = exceptions.find(({ from, to }) => from <= name && name <= to);
    const openings = (exception?.openings ?? week[day.dayOfWeek - 1] ?? []).map(minutesOf);
    const midnight = day.toPlainDateTime();
    for (const { from, to } of openings.toSorted((one, other) => one.from - other.from)) {
      const opens = midnight.add({ minutes: from });
      const instantOf = (local: Temporal.PlainDateTime) => local.toZonedDateTime(timeZone).epochMilliseconds;
      const [begin, end] = [instantOf(opens), instantOf(midnight.add({ minutes: to }))];
      // Nothing is left of hours that lie within what the clocks skip.
      if (begin < end) times.push({ opens, from: begin, until: end });
    }
  }
  return times;
}
