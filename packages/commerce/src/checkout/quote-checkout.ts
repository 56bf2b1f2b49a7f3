import type { VatIdEffect } from "@dualtrack/contract";
import { lockCheckout, type QuoteRow } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { codesView } from "../discounts/codes-view.ts";
import { MissingRates, withLiveRates } from "../live-rates/with-live-rates.ts";
import { isExempt } from "../quotes/is-exempt.ts";
import { quoteRowOf } from "../quotes/quote-fields.ts";
import { codesOf, requote } from "../quotes/requote.ts";
import type { Destination } from "../shipping/most-specific-area.ts";
import type { ShippingOption } from "../shipping/shipping-options.ts";
import type { Shop } from "../shop.ts";
import { withTaxAnswers } from "../stripe-tax/with-tax-answers.ts";
import { type CheckedVatId, checkVatId } from "../tax/check-vat-id.ts";
import type { TaxAnswers } from "../tax/tax-answers.ts";
import type { TaxDestination } from "../tax/tax-engine.ts";
import { transact, type UnitOfWork, withState } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import { checkoutView, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";

interface QuoteCheckout extends OwnCheckout {
  destination: Destination & TaxDestination;
  /** Left out, or one that is not offered: the quote's, or else the cheapest. */
  shippingMethodId?: string | undefined;
  /** Of the business that buys; left out: a private person does, or a business without one. */
  vatId?: string | undefined;
  /** The customer's IP address, if the server knows it. */
  clientIp?: string | null;
}

/**
 * Prices a checkout for the destination that the customer is entering and the shipping method that they have chosen, and answers
 * the checkout with its current quote and the methods that are offered there: none for an order, whose method stays. Where a method has
 * a carrier's price, carriers are asked, for at most three seconds. A payment that is open for an earlier quote is not touched: Pay ends it.
 *
 * A VAT id is checked first, which may take the seconds that VIES takes.
 *
 * DETAILS_REFUSED and TOO_MANY_REQUESTS (of the VAT id), CHECKOUT_NOT_FOUND, COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD,
 * ORDER_DESTINATION_FIXED, HOLD_RELEASED, HOLD_EXPIRED, ALREADY_PAID, PAYMENT_PROCESSING, TAX_UNAVAILABLE.
 */
export async function quoteCheckout(unbound: Shop, { clientIp = null, vatId, ...wanted }: QuoteCheckout) {
  const { checkoutId } = wanted;
  const shop = bindLog(unbound, { checkoutId });
  const checked = vatId === undefined ? null : await checkOfVatId(shop, wanted, { vatId, ip: clientIp });
  return withLiveRates(shop, { clientIp }, (liveAnswerId) =>
    withTaxAnswers(shop, { checkoutId, isAddressComplete: false }, (taxAnswers) =>
      transact(shop, "customer", (unit) => quote(unit, { ...wanted, checked, liveAnswerId, taxAnswers })),
    ),
  );
}

interface CheckedQuestion extends Omit<QuoteCheckout, "clientIp" | "vatId"> {
  checked: CheckedVatId | null;
  liveAnswerId: string | null;
  taxAnswers: TaxAnswers;
}

async function quote(
  unit: UnitOfWork,
  { destination, shippingMethodId, checked, liveAnswerId, taxAnswers, ...own }: CheckedQuestion,
) {
  const { checkoutId } = own;
  const { tx, shop } = unit;
  const state = await lockCheckout(tx, checkoutId);
  const checkout = await getOwnCheckout(shop, own, tx);
  assertNotPlaced(shop, checkout);
  assertPayable(shop, checkout);
  const methodId = shippingMethodId ?? null;
  const current = quoteRowOf(checkout.quote);
  const choice = {
    ...{ current, destination, methodId, liveAnswerId, taxAnswers },
    customerVatId: checked?.isAccepted ? checked.vatId : null,
  };
  const requoted = await requote(withState(unit, state), checkout, choice);
  if (requoted instanceof MissingRates) return requoted;
  const { quote, options, refused, capped } = requoted;
  const view = checkoutView(shop, {
    ...checkout,
    quote: { ...quote, shippingMethod: quote.shippingMethod ?? null },
    quoteNumber: quote.number,
  });
  const codes = checkout.order === null ? codesOf(checkout) : [];
  return {
    ...view,
    shippingOptions: options.map((option) => optionView(option, checkout.currency)),
    /** What the customer has entered; null: it is applied. */
    codes: codesView(codes, { refused, capped, currency: checkout.currency }),
    vatId: checked && { vatId: checked.vatId, effect: effectOf(checked, quote) },
  };
}

/** A stranger's checkout is no way to look up VAT ids. An order that is paid another way keeps the one that it has. */
async function checkOfVatId(shop: Shop, own: OwnCheckout, question: { vatId: string; ip: string | null }) {
  const { order } = await getOwnCheckout(shop, own);
  return order === null ? checkVatId(shop, question) : null;
}

function effectOf({ isAccepted }: CheckedVatId, quote: QuoteRow): VatIdEffect {
  if (isExempt(quote)) return "exempt";
  return isAccepted ? "none" : "unconfirmed";
}

function optionView({ methodId: id, name, amount, isPickup, arrives }: ShippingOption, currency: string) {
  return { id, name, price: { amount, currency }, isPickup, arrives };
}
