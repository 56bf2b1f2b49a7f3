import { atAnyNotice } from "../bookings/at-any-notice.ts";
import { bookableAgain } from "../bookings/booking-again.ts";
import { freeSlots } from "../bookings/free-slots.ts";
import { type OpeningHours, openTimes } from "../bookings/openings.ts";
import { readHours } from "../bookings/read-bookable.ts";
import { instantOf, inZone } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { getOrderedBooking } from "./lock-booking.ts";

interface AskedTime {
  bookingId: string;
  /** The room or person that it would take. */
  resourceId: string;
  /** An instant, or a local time of the shop. */
  startsAt: string;
}

/**
 * What staff should know before they move a booking to a time of a room or person: the times of that day that its service offers there
 * and that are free, at any notice, and whether it is open then. BOOKING_NOT_FOUND,
 * BOOKING_NOT_ACTIVE, RESOURCE_NOT_FOUND.
 */
export async function getMoveTimes(shop: Shop, { bookingId, resourceId, startsAt: asked }: AskedTime) {
  const { db, clock, settings } = shop;
  const { timeZone } = settings;
  const now = clock.now();
  const { booking } = await getOrderedBooking(db, { bookingId });
  if (booking.state !== "confirmed") throw new DomainError("BOOKING_NOT_ACTIVE", {});
  const [variant, hours] = await Promise.all([bookableAgain(db, booking), readHours(db, resourceId)]);
  if (hours === undefined) throw new DomainError("RESOURCE_NOT_FOUND", {});
  const startsAt = asked.endsWith("Z") ? new Date(asked) : instantOf(asked, timeZone);
  const day = inZone(startsAt, timeZone).toPlainDate();
  const slots =
    variant === undefined
      ? []
      : await freeSlots(
          db,
          { ...atAnyNotice(variant), resources: [{ id: resourceId, hours }] },
          { own: { bookingId }, timeZone, now, first: day, last: day },
        );
  const from = startsAt.getTime();
  const until = from + booking.endsAt.getTime() - booking.startsAt.getTime();
  return {
    /** In the shop's time zone. */
    day: day.toString(),
    free: slots.filter(({ free }) => free >= booking.quantity).map((slot) => slot.startsAt.toISOString()),
    closed: closedAt(hours, { timeZone, day, from, until }),
  };
}

/** Why it is not open during all of a time that begins on this day; null: it is. */
function closedAt(
  hours: OpeningHours,
  { timeZone, day, from, until }: { timeZone: string; day: Temporal.PlainDate; from: number; until: number },
) {
  // Hours that begin on the evening before reach into the day, and the time itself may end on the next one.
  const around = { timeZone, first: day.subtract({ days: 1 }), last: day.add({ days: 1 }) };
  const open = openTimes(hours, around);
  let covered = from;
  for (const time of open) if (time.from <= covered) covered = Math.max(covered, time.until);
  if (covered >= until) return null;
  const name = day.toString();
  const exception = hours.exceptions.find((days) => days.from <= name && name <= days.to);
  return {
    /** What staff call the day, if it differs from its weekday. */
    exception: exception?.name ?? null,
    /** When it opens on that day; none: it is closed. */
    openings: open
      .filter(({ opens }) => opens.toPlainDate().equals(day))
      .map((time) => ({
        from: new Date(time.from).toISOString(),
        until: new Date(time.until).toISOString(),
      })),
  };
}
