import type { Prisma, Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { type FulfilledOrder, getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { lockOrder } from "../orders/lock-order.ts";
import { isRefundedInFull, refundedQuantity } from "../payment-state/refundable.ts";

const bookingRows = {
  resource: { select: { name: true } },
  checkout: { select: { order: { select: { id: true } } } },
} satisfies Prisma.BookingInclude;

export interface OrderedBooking {
  order: FulfilledOrder;
  line: FulfilledOrder["lines"][number];
  booking: Prisma.BookingGetPayload<{ include: typeof bookingRows }>;
}

interface Asked {
  bookingId: string;
  /** The order of whoever asks by its link; left out: staff ask. */
  orderId?: string;
}

/** A booking with its order and line. BOOKING_NOT_FOUND, BOOKING_NOT_ACTIVE while nothing is ordered. */
export async function getOrderedBooking(tx: Tx, { bookingId, orderId }: Asked): Promise<OrderedBooking> {
  const booking = await tx.booking.findUnique({ where: { id: bookingId }, include: bookingRows });
  if (booking === null) throw new DomainError("BOOKING_NOT_FOUND", {});
  const ordered = booking.checkout.order?.id;
  if (orderId !== undefined && ordered !== orderId) throw new DomainError("BOOKING_NOT_FOUND", {});
  if (ordered === undefined) throw new DomainError("BOOKING_NOT_ACTIVE", {});
  const order = await getFulfilment(tx, ordered);
  const line = order.lines.find(({ position }) => position === booking.position);
  if (line === undefined) throw new DomainError("BOOKING_NOT_ACTIVE", {});
  return { order, line, booking };
}

/** The same under the lock of its order's checkout, which protects its time and its money until the transaction ends. */
export async function lockOrderedBooking(tx: Tx, asked: Asked): Promise<OrderedBooking> {
  const { order } = await getOrderedBooking(tx, asked);
  await lockOrder(tx, order.id);
  return getOrderedBooking(tx, asked);
}

/** Whether it is booked, and none of its money but for some places' has gone back or is on its way. */
export function isActive({ order, line, booking }: OrderedBooking): boolean {
  const isRefunded = refundedQuantity(order, line.id) >= line.quantity || isRefundedInFull(order);
  return booking.state === "confirmed" && !isRefunded;
}

/** BOOKING_NOT_ACTIVE. */
export function assertActive(ordered: OrderedBooking): void {
  if (!isActive(ordered)) throw new DomainError("BOOKING_NOT_ACTIVE", {});
}

/** BOOKING_HAS_BEGUN. */
export function assertNotBegun({ booking: { startsAt } }: OrderedBooking, now: Date): void {
  if (startsAt <= now) throw new DomainError("BOOKING_HAS_BEGUN", { startsAt: startsAt.toISOString() });
}
