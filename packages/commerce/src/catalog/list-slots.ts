import { readBookable } from "../bookings/read-bookable.ts";
import { slotsFrom } from "../bookings/slots-from.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
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

/** When a variant of a published service can be booked, as `slotsFrom` says, and what holds about cancelling. VARIANT_NOT_FOUND. */
export async function listSlots(shop: Shop, { cartToken, variantId, ...wanted }: ListSlots) {
  const { db, clock, settings } = shop;
  const isOffered = await db.variant.count({
    where: { id: variantId, archivedAt: null, product: { published: true } },
  });
  const [variant] = isOffered === 0 ? [] : await readBookable(db, [variantId]);
  if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  const own = { ownerHash: hashCartToken(cartToken) };
  const asked = { own, timeZone: settings.timeZone, now: clock.now(), ...wanted };
  return { ...(await slotsFrom(db, variant, asked)), cancellation: variant.cancellation };
}
