import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { codesView } from "../discounts/codes-view.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { requote } from "../quotes/requote.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { ShippingOption } from "../shipping/shipping-options.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { assertPayable } from "./prepare-checkout.ts";
import { checkoutView, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

interface QuoteCheckout extends OwnCheckout {
  destination: Destination;
  /** Left out, or one that is not offered: the quote's, or else the cheapest. */
  shippingMethodId?: string | undefined;
}

/**
 * Prices a checkout for the destination that the customer is entering and the shipping method that they have chosen, and answers
 * the checkout with its current quote and the methods that are offered there: none for an order, whose method stays. A payment
 * that is open for an earlier quote is not touched: Pay ends it.
 *
 * CHECKOUT_NOT_FOUND, COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, HOLD_RELEASED, HOLD_EXPIRED,
 * ALREADY_PAID, PAYMENT_PROCESSING.
 */
export async function quoteCheckout(shop: Shop, { destination, shippingMethodId, ...own }: QuoteCheckout) {
  const { checkoutId } = own;
  return transact(bindLog(shop, { checkoutId }), "customer", async (unit) => {
    const { tx } = unit;
    await lockCheckout(tx, checkoutId);
    const checkout = await getOwnCheckout(shop, own, tx);
    assertNotPlaced(shop, checkout);
    assertPayable(shop, checkout);
    const methodId = shippingMethodId ?? null;
    const current = await getQuote(tx, { checkoutId, quoteNumber: checkout.quoteNumber });
    const { quote, options, refused } = await requote(unit, checkout, { current, destination, methodId });
    const view = checkoutView(shop, {
      ...checkout,
      quote: { ...quote, shippingMethod: quote.shippingMethod ?? null },
      quoteNumber: quote.number,
    });
    const codes = checkout.order === null ? (checkout.cart?.discountCodes ?? []) : [];
    return {
      ...view,
      shippingOptions: options.map((option) => optionView(option, checkout.currency)),
      /** What the customer has entered; null: it is applied. */
      codes: codesView(codes, refused),
    };
  });
}

function optionView({ methodId: id, name, amount, isPickup, arrives }: ShippingOption, currency: string) {
  return { id, name, price: { amount, currency }, isPickup, arrives };
}
