import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { requote } from "../quotes/requote.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { assertPayable } from "./prepare-checkout.ts";
import { checkoutView, findCheckout, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

/**
 * Prices a checkout for the destination that the customer is entering, and answers the checkout with its current quote. A payment
 * that is open for an earlier quote is not touched: Pay ends it.
 *
 * CHECKOUT_NOT_FOUND, COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, HOLD_RELEASED, HOLD_EXPIRED,
 * ALREADY_PAID, PAYMENT_PROCESSING.
 */
export async function quoteCheckout(
  shop: Shop,
  { destination, ...own }: OwnCheckout & { destination: Destination },
) {
  const { id: checkoutId } = await getOwnCheckout(shop, own);
  return transact(bindLog(shop, { checkoutId }), "customer", async (unit) => {
    const { tx } = unit;
    await lockCheckout(tx, checkoutId);
    const checkout = await findCheckout(tx, checkoutId);
    if (checkout === null) throw new Error(`Checkout ${checkoutId} is gone`);
    assertNotPlaced(shop, checkout);
    assertPayable(shop, checkout);
    const quote = await requote(unit, checkout, destination);
    return checkoutView(shop, { ...checkout, quote, quoteNumber: quote.number });
  });
}
