import { formatOrderNumber } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import { type CalendarEvent, calendarText } from "../icalendar/calendar-text.ts";
import { lineTitle } from "../line-title.ts";
import { orderPath } from "../orders/links.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { Shop } from "../shop.ts";

interface Asked {
  orderId: string;
  /** Only these; left out: all that are booked or were cancelled. */
  bookingIds?: readonly string[];
}

/**
 * The bookings of an order as iCalendar files: one of all that are booked, and one of each that was cancelled, which takes it out of
 * the calendar again.
 */
export async function bookingCalendars(
  shop: Shop,
  tx: Tx,
  { orderId, bookingIds }: Asked,
): Promise<{ booked: string | null; cancelled: string[] }> {
  const order = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      number: true,
      checkoutId: true,
      lines: { select: { position: true, productTitle: true, variantTitle: true, quantity: true } },
    },
  });
  const bookings = await tx.booking.findMany({
    where: {
      checkoutId: order.checkoutId,
      state: { in: ["confirmed", "cancelled"] },
      ...(bookingIds === undefined ? {} : { id: { in: [...bookingIds] } }),
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    include: { resource: { select: { name: true } } },
  });
  if (bookings.length === 0) return { booked: null, cancelled: [] };
  const { shopName, publicUrl } = shop.settings;
  const number = formatOrderNumber(order.number);
  const url = publicUrl + orderPath(shop, orderId);
  const events = bookings.map(({ position, ...booking }): CalendarEvent => {
    const line = order.lines.find((candidate) => candidate.position === position);
    const title = line === undefined ? shopName : lineTitle(line.productTitle, line.variantTitle);
    const { id, revision, startsAt, endsAt, createdAt, movedAt, endedAt, state, resource, quantity } =
      booking;
    const isCancelled = state === "cancelled";
    return {
      ...{ uid: id, revision, startsAt, endsAt, title, url, isCancelled },
      changedAt: (isCancelled ? endedAt : (movedAt ?? endedAt)) ?? createdAt,
      location: `${resource.name}, ${shopName}`,
      description: [`Order ${number}`, ...(quantity > 1 ? [`${quantity} places`] : []), url].join("\n"),
    };
  });
  const { supportEmail } = await getSeller(shop, { tx });
  const write = (some: readonly CalendarEvent[]) =>
    calendarText({ name: shopName, organizer: { name: shopName, email: supportEmail }, events: some });
  const booked = events.filter(({ isCancelled }) => !isCancelled);
  return {
    booked: booked.length === 0 ? null : write(booked),
    cancelled: events.filter(({ isCancelled }) => isCancelled).map((event) => write([event])),
  };
}
