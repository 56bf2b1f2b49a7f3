import { formatOrderNumber } from "@dualtrack/contract";
import { calendarText } from "../icalendar/calendar-text.ts";
import { lineTitle } from "../line-title.ts";
import { getSeller } from "../settings/get-seller.ts";
import type { Shop } from "../shop.ts";
import { hashFeedToken } from "./save-feed.ts";

const dayMs = 24 * 60 * 60_000;
const shownDays = { before: 31, after: 366 };
/** The most bookings of one calendar, the earliest ones. */
const maxBookings = 10_000;

/**
 * What is booked and paid, from a month ago to a year from now, as a calendar file: when, where, what, how many, the customer's name
 * and the order's number. Whoever has the address has no more of the customer than staff need at the door; the rest is behind the
 * sign-in that each entry links. What was cancelled or moved is not in it any more, or elsewhere. Null: there is no such address.
 */
export async function readCalendarFeed(shop: Shop, { token }: { token: string }): Promise<string | null> {
  const feed = await shop.db.calendarFeed.findUnique({
    where: { tokenHash: hashFeedToken(token) },
    select: { resource: { select: { id: true, name: true } } },
  });
  if (feed === null) return null;
  const { shopName, publicUrl } = shop.settings;
  const now = shop.clock.now().getTime();
  const bookings = await shop.db.booking.findMany({
    where: {
      ...(feed.resource === null ? {} : { resourceId: feed.resource.id }),
      state: "confirmed",
      startsAt: {
        gte: new Date(now - shownDays.before * dayMs),
        lt: new Date(now + shownDays.after * dayMs),
      },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: maxBookings,
    select: {
      ...{ id: true, revision: true, startsAt: true, endsAt: true, createdAt: true, movedAt: true },
      quantity: true,
      resource: { select: { name: true } },
      variant: { select: { title: true, product: { select: { title: true } } } },
      checkout: { select: { name: true, order: { select: { number: true, name: true } } } },
    },
  });
  const { supportEmail } = await getSeller(shop, { tx: shop.db });
  return calendarText({
    name: feed.resource === null ? shopName : `${feed.resource.name}, ${shopName}`,
    organizer: { name: shopName, email: supportEmail },
    events: bookings.map(
      ({ id: uid, variant, quantity, resource, checkout, createdAt, movedAt, ...booking }) => {
        const number = checkout.order && formatOrderNumber(checkout.order.number);
        const customer = checkout.order?.name ?? checkout.name;
        const title = lineTitle(variant.product.title, variant.title);
        return {
          ...{
            uid,
            ...booking,
            changedAt: movedAt ?? createdAt,
            location: resource.name,
            isCancelled: false,
          },
          title: customer === null ? title : `${title}: ${customer}`,
          description: [
            ...(number === null ? [] : [`Order ${number}`]),
            ...(quantity > 1 ? [`${quantity} places`] : []),
          ].join("\n"),
          url: `${publicUrl}/admin/${number === null ? "bookings" : `orders/${number}`}`,
        };
      },
    ),
  });
}
