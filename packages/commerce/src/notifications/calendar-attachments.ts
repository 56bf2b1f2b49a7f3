import { calendarMethod } from "../icalendar/calendar-text.ts";

/** The iCalendar files that a mail of the outbox carries, under the names that its reader sees. */
export function calendarAttachments({ calendars }: { calendars: readonly string[] }) {
  return calendars.map((content, place) => {
    const method = calendarMethod(content);
    return {
      ...{ content, method },
      filename: place === 0 ? "booking.ics" : `booking-${place + 1}.ics`,
      contentType: `text/calendar; charset=utf-8; method=${method}`,
    };
  });
}
