import { lockCheckout } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { assertPayable } from "../checkout/assert-payable.ts";
import { getCheckout } from "../checkout/queries.ts";
import { later, reserveUntil } from "../checkouts/reserve-until.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";
import { transactFor } from "../unit-of-work.ts";

interface ExtendReservationByStaff {
  checkoutId: string;
  /** The reservation's end as the clerk saw it. The new end counts from there, so a repeated request extends once. */
  seenExpiresAt: string;
  minutes: number;
  by: Actor;
}

/**
 * Extends a reservation by staff, also beyond the customer's own limit: it lasts at least until `minutes` after the end that
 * the clerk saw, and only staff can end it before. The job that ends it is rescheduled. CHECKOUT_NOT_FOUND, HOLD_RELEASED,
 * HOLD_EXPIRED, ALREADY_PAID.
 */
export async function extendReservationByStaff(
  shop: Shop,
  { checkoutId, seenExpiresAt, minutes, by }: ExtendReservationByStaff,
): Promise<{ expiresAt: string }> {
  return transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    await lockCheckout(tx, checkoutId);
    const checkout = await getCheckout(tx, checkoutId);
    assertPayable(shop, checkout);
    const { expiresAt } = checkout;
    // Counted from the end that the clerk saw, but at most from the real one.
    const seen = Math.min(Date.parse(seenExpiresAt), expiresAt.getTime());
    const until = later(new Date(seen + minutes * 60_000), expiresAt);
    if (until > expiresAt) {
      await reserveUntil(tx, { checkoutId, until, promisedUntil: until });
      await writeAudit(unit, {
        action: "reservation.extend",
        subject: checkoutName(checkoutId),
        before: { heldUntil: expiresAt.toISOString(), customer: checkout.email },
        after: { heldUntil: until.toISOString(), customer: checkout.email, minutes },
      });
    }
    return { expiresAt: until.toISOString() };
  });
}
