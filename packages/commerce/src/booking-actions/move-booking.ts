import { formatOrderNumber, type MoveBooking } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { bookableAgain } from "../bookings/booking-again.ts";
import { changeBookedTime } from "../bookings/change-booking.ts";
import { findSlot } from "../bookings/free-slots.ts";
import { instantOf } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lineTitle } from "../line-title.ts";
import { queueBookingMail } from "../notifications/queue-booking-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transact, transactFor, type UnitOfWork } from "../unit-of-work.ts";
import { cancellationTerms } from "./cancellation-terms.ts";
import { assertActive, assertNotBegun, lockOrderedBooking, type OrderedBooking } from "./lock-booking.ts";

interface MoveOwnBooking {
  orderId: string;
  bookingId: string;
  /** The one that the customer has seen. */
  revision: number;
  startsAt: Date;
}

/**
 * Moves a booking for its customer to a time that its service offers and that is free, within the rule; its old time is free with
 * it. Nothing is charged. A repeated call changes nothing. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE, BOOKING_HAS_BEGUN, BOOKING_CHANGED
 * when it was moved meanwhile, BOOKING_MOVE_TOO_LATE, BOOKING_TIME_TAKEN.
 */
export function moveOwnBooking(
  shop: Shop,
  { orderId, bookingId, revision, startsAt }: MoveOwnBooking,
): Promise<void> {
  return transact(shop, "customer", async (unit) => {
    const ordered = await lockOrderedBooking(unit.tx, { orderId, bookingId });
    const { booking } = ordered;
    assertActive(ordered);
    assertNotBegun(ordered, unit.now);
    if (booking.startsAt.getTime() === startsAt.getTime()) return;
    assertUnchanged(ordered, revision);
    if (!cancellationTerms(ordered, unit.now).isFree)
      throw new DomainError("BOOKING_MOVE_TOO_LATE", { hours: booking.freeCancelHours });
    const variant = await bookableAgain(unit.tx, booking);
    const { timeZone } = shop.settings;
    const asked = { own: { bookingId }, timeZone, now: unit.now, startsAt };
    const slot = variant && (await findSlot(unit.tx, variant, asked));
    if (variant === undefined || slot === undefined || slot.free < booking.quantity)
      throw timeTaken(startsAt);
    // It stays where it is if it can.
    const isThere = slot.resourceIds.includes(booking.resourceId);
    const others = slot.resourceIds.filter((id) => id !== booking.resourceId);
    const resourceIds = isThere ? [booking.resourceId, ...others] : others;
    await moveLocked(unit, ordered, { startsAt, resourceIds, capacity: variant.rules.capacity });
  });
}

/**
 * Moves a booking by staff to any time to come, also outside of opening hours, lead time and the rule, in a room or person that its
 * service takes. Nothing is charged, and the customer gets a mail. A repeated call changes nothing. BOOKING_NOT_FOUND,
 * BOOKING_NOT_ACTIVE when it is not paid, was cancelled or refunded, BOOKING_HAS_BEGUN when it is over, BOOKING_CHANGED when it was
 * moved since `revision`, BOOKING_TIME_PAST, RESOURCE_NOT_FOUND when its service does not take that one, BOOKING_TIME_TAKEN when
 * something else is booked or blocked there then, buffers included.
 */
export function moveBooking(
  shop: Shop,
  { bookingId, revision, resourceId, by, ...to }: MoveBooking & { by: Actor },
): Promise<void> {
  const isInstant = to.startsAt.endsWith("Z");
  const startsAt = isInstant ? new Date(to.startsAt) : instantOf(to.startsAt, shop.settings.timeZone);
  return transactFor(shop, by, async (unit) => {
    const ordered = await lockOrderedBooking(unit.tx, { bookingId });
    const { booking, order } = ordered;
    assertActive(ordered);
    if (booking.endsAt <= unit.now)
      throw new DomainError("BOOKING_HAS_BEGUN", { startsAt: booking.startsAt.toISOString() });
    if (booking.startsAt.getTime() === startsAt.getTime() && booking.resourceId === resourceId) return;
    assertUnchanged(ordered, revision);
    if (startsAt <= unit.now)
      throw new DomainError("BOOKING_TIME_PAST", { startsAt: startsAt.toISOString() });
    const service = await unit.tx.service.findUnique({
      where: { productId: booking.productId },
      select: {
        capacity: true,
        resources: { where: { resourceId, resource: { archivedAt: null } }, select: { resourceId: true } },
      },
    });
    if (service === null || (service.resources.length === 0 && resourceId !== booking.resourceId))
      throw new DomainError("RESOURCE_NOT_FOUND", {});
    const moved = { startsAt, resourceIds: [resourceId], capacity: service.capacity };
    const { resource } = await moveLocked(unit, ordered, moved);
    await writeAudit(unit, {
      action: "booking.move",
      subject: formatOrderNumber(order.number),
      before: { startsAt: booking.startsAt.toISOString(), resource: booking.resource.name },
      after: { startsAt: startsAt.toISOString(), resource },
    });
  });
}

function assertUnchanged({ booking }: OrderedBooking, revision: number): void {
  if (booking.revision !== revision)
    throw new DomainError("BOOKING_CHANGED", { startsAt: booking.startsAt.toISOString() });
}

function timeTaken(startsAt: Date): DomainError {
  return new DomainError("BOOKING_TIME_TAKEN", { startsAt: startsAt.toISOString() });
}

async function moveLocked(
  unit: UnitOfWork,
  { order, line, booking }: OrderedBooking,
  to: { startsAt: Date; resourceIds: readonly string[]; capacity: number },
): Promise<{ resource: string }> {
  if (!(await changeBookedTime(unit, { booking, ...to }))) throw timeTaken(to.startsAt);
  const { resource } = await unit.tx.booking.findUniqueOrThrow({
    where: { id: booking.id },
    select: { resource: { select: { name: true } } },
  });
  const { startsAt, endsAt } = booking;
  await recordOnTimeline(unit, order.id, {
    kind: "booking_moved",
    details: {
      booked: lineTitle(line.productTitle, line.variantTitle),
      startsAt: startsAt.toISOString(),
      resource: booking.resource.name,
      to: to.startsAt.toISOString(),
      toResource: resource.name,
    },
  });
  await followFulfilment(unit, order.id);
  await queueBookingMail(unit, {
    ...{ orderId: order.id, bookingId: booking.id, kind: "booking_moved" },
    before: { startsAt, endsAt, resource: booking.resource.name },
  });
  return { resource: resource.name };
}
