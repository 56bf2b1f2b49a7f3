import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { codesView } from "../discounts/codes-view.ts";
import { MissingRates, withLiveRates } from "../live-rates/with-live-rates.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { requote } from "../quotes/requote.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { ShippingOption } from "../shipping/shipping-options.ts";
import type { Shop } from "../shop.ts";
import { withTaxAnswers } from "../stripe-tax/with-tax-answers.ts";
import type { TaxAnswers } from "../tax/tax-answers.ts";
import type { TaxDestination } from "../tax/tax-engine.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import { checkoutView, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

interface QuoteCheckout extends OwnCheckout {
  destination: Destination & TaxDestination;
  /** Left out, or one that is not offered: the quote's, or else the cheapest. */
  shippingMethodId?: string | undefined;
  /** The customer's IP address, if the server knows it. */
  clientIp?: string | null;
}

/**
 * Prices a checkout for the destination that the customer is entering and the shipping method that they have chosen, and answers
 * the checkout with its current quote and the methods that are offered there: none for an order, whose method stays. Where a method has
 * a carrier's price, carriers are asked, for at most three seconds. A payment that is open for an earlier quote is not touched: Pay ends it.
 *
 * CHECKOUT_NOT_FOUND, COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, HOLD_RELEASED, HOLD_EXPIRED,
 * ALREADY_PAID, PAYMENT_PROCESSING, TAX_UNAVAILABLE.
 */
export function quoteCheckout(unbound: Shop, { clientIp = null, ...wanted }: QuoteCheckout) {
  const { checkoutId } = wanted;
  const shop = bindLog(unbound, { checkoutId });
  return withLiveRates(shop, { clientIp }, (liveAnswerId) =>
    withTaxAnswers(shop, { checkoutId, isAddressComplete: false }, (taxAnswers) =>
      transact(shop, "customer", (unit) => quote(unit, { ...wanted, liveAnswerId, taxAnswers })),
    ),
  );
}

async function quote(
  unit: UnitOfWork,
  {
    destination,
    shippingMethodId,
    liveAnswerId,
    taxAnswers,
    ...own
  }: Omit<QuoteCheckout, "clientIp"> & { liveAnswerId: string | null; taxAnswers: TaxAnswers },
) {
  const { checkoutId } = own;
  const { tx, shop } = unit;
  await lockCheckout(tx, checkoutId);
  const checkout = await getOwnCheckout(shop, own, tx);
  assertNotPlaced(shop, checkout);
  assertPayable(shop, checkout);
  const methodId = shippingMethodId ?? null;
  const current = await getQuote(tx, { checkoutId, quoteNumber: checkout.quoteNumber });
  const choice = { current, destination, methodId, liveAnswerId, taxAnswers };
  const requoted = await requote(unit, checkout, choice);
  if (requoted instanceof MissingRates) return requoted;
  const { quote, options, refused } = requoted;
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
}

function optionView({ methodId: id, name, amount, isPickup, arrives }: ShippingOption, currency: string) {
  return { id, name, price: { amount, currency }, isPickup, arrives };
}
