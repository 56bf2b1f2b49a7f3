import { formatDraftOrderNumber, formatOrderNumber } from "@dualtrack/contract";
import { daysIn } from "../day-in-zone.ts";
import { lineTitle } from "../line-title.ts";
import type { Shop } from "../shop.ts";

/** The most bookings of one answer. */
const maxListed = 500;

/** What is booked on the shop's days from one to another, held times included, in the order of the times; at most 500. */
export async function listBookings(shop: Shop, { from, to }: { from: string; to: string }) {
  const { timeZone } = shop.settings;
  const rows = await shop.db.booking.findMany({
    where: { startsAt: daysIn(timeZone, { from, to }), state: { in: ["held", "confirmed"] } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: maxListed + 1,
    select: {
      id: true,
      state: true,
      /** For a change of its time. */
      revision: true,
      productId: true,
      noShowAt: true,
      startsAt: true,
      endsAt: true,
      quantity: true,
      resource: { select: { id: true, name: true } },
      variant: { select: { title: true, product: { select: { title: true } } } },
      checkout: {
        select: {
          name: true,
          email: true,
          draftOrder: { select: { id: true, number: true } },
          order: { select: { number: true, name: true, email: true, phone: true } },
        },
      },
    },
  });
  return {
    timeZone,
    isCut: rows.length > maxListed,
    bookings: rows
      .slice(0, maxListed)
      .map(({ startsAt, endsAt, noShowAt, variant, checkout, ...booking }) => ({
        ...booking,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        isNoShow: noShowAt !== null,
        title: lineTitle(variant.product.title, variant.title),
        customer: {
          name: checkout.order?.name ?? checkout.name,
          email: checkout.order?.email ?? checkout.email,
          phone: checkout.order?.phone ?? null,
        },
        /** What staff have written for the customer; null: the customer has booked it. */
        draftOrder: checkout.draftOrder && {
          id: checkout.draftOrder.id,
          number: formatDraftOrderNumber(checkout.draftOrder.number),
        },
        orderNumber: checkout.order && formatOrderNumber(checkout.order.number),
      })),
  };
}
