import type { PaymentPage, PaymentPageSetting } from "@dualtrack/contract";
import { lockCheckout, type PaymentSessionKind } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { DomainError } from "../domain-error.ts";
import { MissingRates, withLiveRates } from "../live-rates/with-live-rates.ts";
import { orderToken } from "../orders/links.ts";
import { openSessionOf } from "../payment-sessions/session-rows.ts";
import { preparePayment } from "../payments/prepare-payment.ts";
import type { Shop } from "../shop.ts";
import { withTaxAnswers } from "../stripe-tax/with-tax-answers.ts";
import { transact, withState } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import { checkBusiness } from "./check-business.ts";
import { pageSetting } from "./page-setting.ts";
import { inTurn } from "./payment-turns.ts";
import { placeFreeOrder } from "./place-free-order.ts";
import {
  type AttemptRow,
  type CheckoutRow,
  checkoutView,
  getAttempt,
  getCheckout,
  getOwnAttempt,
  getPricedCheckout,
  type OwnCheckout,
} from "./queries.ts";
import { type CheckedPress, type PressedPay, recordDetails } from "./record-details.ts";
import { assertNotPlaced } from "./refuse-placed.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";

interface PrepareCheckout extends OwnCheckout, PressedPay {
  /** Where the customer wants to pay; left out: on the shop's page. Counts only if staff let customers choose. */
  paymentPage?: PaymentPage | undefined;
}

/**
 * Prepares the payment when Pay is pressed: makes sure that the customer has seen the price, stores their details, takes an
 * order number, and opens the payment at Stripe for exactly that price, with that data on it. A payment that an earlier press has
 * opened is settled first, and used again. From now on the background sync checks the payment.
 *
 * It is paid on the shop's page with `payment`, or on Stripe's at `pageUrl`; staff's setting of this moment decides, whatever the customer's page
 * has offered.
 *
 * If the customer has seen that nothing is due, the order is placed and confirmed instead: `payment` is null, and `orderToken`
 * gives access to the order. A repeated call answers the same order.
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, DETAILS_REFUSED, TOO_MANY_REQUESTS (of a VAT id), CHECKOUT_NOT_FOUND, PAYMENT_LINK_NOT_FOUND, PAYMENT_LINK_CHANGED, HOLD_RELEASED,
 * HOLD_EXPIRED, CART_CHANGED, QUOTE_CHANGED, TOTAL_TOO_LOW, TOTAL_TOO_HIGH, ALREADY_PAID, PAYMENT_PROCESSING,
 * PAYMENT_UNCERTAIN, PAYMENT_UNAVAILABLE, PAYMENT_QUEUED, TAX_UNAVAILABLE.
 */
export async function prepareCheckout(shop: Shop, input: PrepareCheckout) {
  const { checkoutId, cartToken: _, orderToken, linkToken, paymentPage, ...entered } = input;
  const own = await getOwnAttempt(shop, input);
  if (isPlacedWithoutPayment(own)) return placedWithoutPayment(shop, await getCheckout(shop.db, checkoutId));
  const isFree = await isSeenAsFree(shop, own, input.quoteNumber);
  const press = async () => {
    await settleEarlierAttempt(shop, own, getAttempt);
    // An order that is paid another way keeps its business.
    const business = own.order === null ? await checkBusiness(shop, input) : null;
    const pressed = { ...entered, business };
    if (isFree) return placeFreeOrder(shop, { checkoutId, ...pressed });
    const page = await recordPress(shop, checkoutId, pressed);
    const kind = kindFor(page, paymentPage);
    const cancelPath = cancelPathOf({ orderToken, linkToken });
    const addressFromWallet = kind === "payment_intent" && (input.addressFromWallet ?? false);
    await preparePayment(shop, { checkoutId, kind, addressFromWallet, cancelPath });
  };
  await (isFree ? press() : inTurn(shop, checkoutId, press));
  const checkout = await getCheckout(shop.db, checkoutId);
  if (isPlacedWithoutPayment(checkout)) return placedWithoutPayment(shop, checkout);
  assertNotPlaced(shop, checkout);
  assertPayable(shop, checkout);
  const { payment, ...view } = checkoutView(shop, checkout);
  const pageUrl = openSessionOf(checkout.paymentSessions)?.pageUrl ?? null;
  if (pageUrl !== null) return { ...view, payment: null, pageUrl, orderToken: null };
  // It was ended between the two, e.g. by another tab.
  if (payment === null) throw new DomainError("PAYMENT_UNCERTAIN", {});
  return { ...view, payment, pageUrl: null, orderToken: null };
}

/** The path of the page that the customer has come from, for whoever does not pay on Stripe's after all. */
function cancelPathOf({ orderToken, linkToken }: Pick<OwnCheckout, "orderToken" | "linkToken">): string {
  if (linkToken !== undefined) return `/pay/${linkToken}?cancelled=true`;
  return `/checkout?cancelled=true${orderToken === undefined ? "" : `&order=${orderToken}`}`;
}

/** How it is paid, by what staff have set. */
function kindFor(set: PaymentPageSetting, wanted: PaymentPage = "shop"): PaymentSessionKind {
  const page = set === "choice" ? wanted : set;
  return page === "stripe" ? "checkout_session" : "payment_intent";
}

function isPlacedWithoutPayment({ order }: AttemptRow): boolean {
  return order?.paymentState === "not_required";
}

/** The answer for a checkout whose order needs no payment; its id is the order's. */
function placedWithoutPayment(shop: Shop, checkout: CheckoutRow) {
  const view = checkoutView(shop, checkout);
  return { ...view, payment: null, pageUrl: null, orderToken: orderToken(shop, checkout.id) };
}

/** Whether the customer has seen a total of 0. An order that is paid another way keeps its price, which is more than that. */
async function isSeenAsFree(
  shop: Shop,
  { id: checkoutId, order, quote, quoteNumber }: AttemptRow,
  seenNumber: number,
): Promise<boolean> {
  if (order !== null) return false;
  if (seenNumber === quoteNumber) return quote.totalAmount === 0;
  const seen = await shop.db.checkoutQuote.findUnique({
    where: { checkoutId_number: { checkoutId, number: seenNumber } },
    select: { totalAmount: true },
  });
  return seen?.totalAmount === 0;
}

/**
 * Throws the refusal to charge a price that the customer has not seen; then the price that is due is stored all the same. Answers on whose
 * page the shop lets customers pay.
 */
async function recordPress(
  unbound: Shop,
  checkoutId: string,
  pressed: CheckedPress,
): Promise<PaymentPageSetting> {
  const shop = bindLog(unbound, { checkoutId });
  const recorded = await withLiveRates(shop, { clientIp: pressed.clientIp ?? null }, (liveAnswerId) =>
    withTaxAnswers(shop, { checkoutId, isAddressComplete: true }, (taxAnswers) =>
      transact(shop, "customer", async (begun) => {
        const unit = withState(begun, await lockCheckout(begun.tx, checkoutId));
        const checkout = await getPricedCheckout(unit.tx, checkoutId);
        const details = { ...pressed, liveAnswerId, taxAnswers };
        const answer = await recordDetails(unit, checkout, details);
        return answer instanceof MissingRates ? answer : { ...answer, page: await pageSetting(shop, unit) };
      }),
    ),
  );
  if ("refusal" in recorded) throw recorded.refusal;
  return recorded.page;
}
