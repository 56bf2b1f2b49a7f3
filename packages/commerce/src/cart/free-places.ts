import type { Tx } from "@dualtrack/db";
import { findSlot } from "../bookings/free-slots.ts";
import { readBookable } from "../bookings/read-bookable.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import type { LineItem } from "../same-item.ts";
import type { Shop } from "../shop.ts";

/**
 * How many places the customer can book of each line that is a service, in the order of the lines; 0 for a time at which it does not
 * begin. Lines that begin together don't see each other: the checkout decides.
 */
export async function freePlaces(
  tx: Tx,
  { shop, token, lines }: { shop: Shop; token: string; lines: readonly LineItem[] },
): Promise<number[]> {
  if (lines.length === 0) return [];
  const bookable = await readBookable(
    tx,
    lines.map(({ variantId }) => variantId),
  );
  const asked = {
    own: { ownerHash: hashCartToken(token) },
    timeZone: shop.settings.timeZone,
    now: shop.clock.now(),
  };
  const places: number[] = [];
  for (const { variantId, startsAt } of lines) {
    const variant = bookable.find((candidate) => candidate.variantId === variantId);
    const isPossible = variant !== undefined && startsAt !== null;
    const slot = isPossible ? await findSlot(tx, variant, { ...asked, startsAt }) : undefined;
    places.push(slot?.free ?? 0);
  }
  return places;
}
