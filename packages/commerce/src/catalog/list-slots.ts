import { slotDays } from "@dualtrack/contract";
import { freeSlots } from "../bookings/free-slots.ts";
import { readBookable } from "../bookings/read-bookable.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { inZone } from "../day-in-zone.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

interface ListSlots {
  cartToken: string;
  variantId: string;
  /** The first day, in the shop's time zone, such as 2026-03-29; left out: today. */
  from?: string | undefined;
  /** Places that the customer wants. */
  quantity: number;
}

/**
 * When a variant of a published service can be booked within the `slotDays` from a day on, the fully booked times included, and the
 * first free time from then on, however far. VARIANT_NOT_FOUND.
 */
export async function listSlots(shop: Shop, { cartToken, variantId, from, quantity }: ListSlots) {
  const { db, clock, settings } = shop;
  const { timeZone } = settings;
  const now = clock.now();
  const isOffered = await db.variant.count({
    where: { id: variantId, archivedAt: null, product: { published: true } },
  });
  const [variant] = isOffered === 0 ? [] : await readBookable(db, [variantId]);
  if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  const today = inZone(now, timeZone).toPlainDate();
  const lastBookable = today.add({ days: variant.rules.horizonDays });
  const asked = { ownerHash: hashCartToken(cartToken), timeZone, now };
  const first = later(from === undefined ? today : Temporal.PlainDate.from(from), today);
  const slots = await freeSlots(db, variant, { ...asked, first, last: first.add({ days: slotDays - 1 }) });
  const isFree = ({ free }: { free: number }) => free >= quantity;
  let next = slots.find(isFree);
  for (
    let start = first.add({ days: slotDays });
    next === undefined && Temporal.PlainDate.compare(start, lastBookable) <= 0;
    start = start.add({ days: slotDays })
  ) {
    const later = await freeSlots(db, variant, {
      ...asked,
      first: start,
      last: start.add({ days: slotDays - 1 }),
    });
    next = later.find(isFree);
  }
  return {
    /** IANA name of the shop's: days and times are those of its clocks. */
    timeZone,
    today: today.toString(),
    lastDay: lastBookable.toString(),
    durationMinutes: variant.rules.durationMinutes,
    capacity: variant.rules.capacity,
    slots: slots.map(({ startsAt, free }) => ({
      startsAt: startsAt.toISOString(),
      day: inZone(startsAt, timeZone).toPlainDate().toString(),
      isFree: free >= quantity,
      free,
    })),
    next:
      next === undefined
        ? null
        : {
            startsAt: next.startsAt.toISOString(),
            day: inZone(next.startsAt, timeZone).toPlainDate().toString(),
          },
  };
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) < 0 ? other : one;
}
