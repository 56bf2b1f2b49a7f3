import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { later, reservationMs, reserveUntil } from "../checkouts/reserve-until.ts";
import { DomainError } from "../domain-error.ts";
import { maxExtensions, type Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import { checkoutView, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

/**
 * Extends the reservation to its full time from now on; at most `maxExtensions` times.
 * CHECKOUT_NOT_FOUND, HOLD_RELEASED, HOLD_EXPIRED, ALREADY_PAID, PAYMENT_PROCESSING, HOLD_EXTENSION_LIMIT.
 */
export async function extendReservation(shop: Shop, request: OwnCheckout) {
  const { checkoutId } = request;
  return transact(bindLog(shop, { checkoutId }), "customer", async ({ tx, now }) => {
    await lockCheckout(tx, checkoutId);
    const checkout = await getOwnCheckout(shop, request, tx);
    assertNotPlaced(shop, checkout);
    assertPayable(shop, checkout);
    if (checkout.extensions >= maxExtensions)
      throw new DomainError("HOLD_EXTENSION_LIMIT", { max: maxExtensions });
    const fullReservation = new Date(now.getTime() + reservationMs(checkout));
    const expiresAt = later(fullReservation, checkout.expiresAt); // staff may have extended it further
    const extensions = checkout.extensions + 1;
    await reserveUntil(tx, { checkoutId, until: expiresAt, extensions });
    return checkoutView(shop, { ...checkout, extensions, expiresAt });
  });
}
