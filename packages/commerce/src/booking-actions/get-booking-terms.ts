import { bookableAgain } from "../bookings/booking-again.ts";
import { slotsFrom } from "../bookings/slots-from.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { cancellationTerms } from "./cancellation-terms.ts";
import { assertActive, assertNotBegun, getOrderedBooking, type OrderedBooking } from "./lock-booking.ts";

interface OwnBooking {
  orderId: string;
  bookingId: string;
}

/**
 * What a customer can do with a booking now, and what cancelling means for its money. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE,
 * BOOKING_HAS_BEGUN.
 */
export async function getBookingTerms(shop: Shop, asked: OwnBooking) {
  const now = shop.clock.now();
  const ordered = await getOrderedBooking(shop.db, asked);
  assertActive(ordered);
  assertNotBegun(ordered, now);
  return termsView(ordered, now);
}

/** The same for staff, for whom the rule is no limit. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE, BOOKING_HAS_BEGUN. */
export async function getBookingForStaff(shop: Shop, { bookingId }: { bookingId: string }) {
  const now = shop.clock.now();
  const ordered = await getOrderedBooking(shop.db, { bookingId });
  const { booking } = ordered;
  if (booking.state !== "confirmed") throw new DomainError("BOOKING_NOT_ACTIVE", {});
  const taken = await shop.db.serviceResource.findMany({
    where: { productId: booking.productId, resource: { archivedAt: null } },
    orderBy: { position: "asc" },
    select: { resource: { select: { id: true, name: true } } },
  });
  return {
    ...termsView(ordered, now),
    resourceId: booking.resourceId,
    /** The rooms or people that it can take. */
    resources: taken.map(({ resource }) => resource),
    timeZone: shop.settings.timeZone,
  };
}

function termsView(ordered: OrderedBooking, now: Date) {
  const { freeUntil, ...terms } = cancellationTerms(ordered, now);
  const { revision, startsAt, endsAt, freeCancelHours, lateKeepPercent } = ordered.booking;
  return {
    ...{ revision, freeCancelHours, lateKeepPercent, ...terms },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    freeUntil: freeUntil.toISOString(),
  };
}

/**
 * The times to which a customer can move a booking, as `slotsFrom` says. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE when it is not booked
 * any more or its service is not offered any more.
 */
export async function listBookingSlots(
  shop: Shop,
  { from, ...asked }: OwnBooking & { from?: string | undefined },
) {
  const { db, clock, settings } = shop;
  const ordered = await getOrderedBooking(db, asked);
  assertActive(ordered);
  const { booking } = ordered;
  const variant = await bookableAgain(db, booking);
  if (variant === undefined) throw new DomainError("BOOKING_NOT_ACTIVE", {});
  return slotsFrom(db, variant, {
    own: { bookingId: booking.id },
    ...{ timeZone: settings.timeZone, now: clock.now(), from, quantity: booking.quantity },
  });
}
