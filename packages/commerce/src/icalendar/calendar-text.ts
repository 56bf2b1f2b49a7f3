import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** Something that takes place at one time. */
export interface CalendarEvent {
  /** The same for as long as it is the same thing, whatever its time. */
  uid: string;
  /** Counts its changes from 0: a program that knows a newer one ignores this one. */
  revision: number;
  /** When it became as it is. */
  changedAt: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  location: string;
  description: string;
  url: string;
  isCancelled: boolean;
}

interface CalendarText {
  /** What programs call the calendar when somebody subscribes to it. */
  name: string;
  /** Who has written it: the shop, with its address. */
  organizer: { name: string; email: string };
  events: readonly CalendarEvent[];
}

/**
 * A calendar as an iCalendar file. Its times are instants in UTC, which programs show on their own clocks. Events that are all
 * cancelled are taken out of a program's calendar; there must be one of them, as a file that cancels is about one thing.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 * @see https://www.rfc-editor.org/rfc/rfc5546#section-3.2
 */
export function calendarText({ name, organizer, events }: CalendarText): string {
  const isCancellation = events.length > 0 && events.every(({ isCancelled }) => isCancelled);
  const calendar = new ICalCalendar({
    name,
    prodId: { company: "Dualtrack", product: "Shop", language: "EN" },
    method: isCancellation ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  for (const { uid, revision, changedAt, startsAt, endsAt, isCancelled, ...texts } of events)
    calendar.createEvent({
      id: uid,
      sequence: revision,
      stamp: changedAt,
      lastModified: changedAt,
      start: startsAt,
      end: endsAt,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer,
      summary: texts.title,
      location: texts.location,
      description: texts.description,
      url: texts.url,
    });
  return calendar.toString();
}

/** What a file says is to be done with its events: `PUBLISH` or `CANCEL`. */
export function calendarMethod(calendar: string): string {
  return /^METHOD:(\w+)/m.exec(calendar)?.[1] ?? ICalCalendarMethod.PUBLISH;
}
