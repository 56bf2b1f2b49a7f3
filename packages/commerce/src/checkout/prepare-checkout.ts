import type { EnteredDetails } from "@dualtrack/contract";
import {
  findQuote,
  lockCheckout,
  lockCustomer,
  nextOrderNumber,
  Prisma,
  type QuoteRow,
  type Tx,
} from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { beginPayment } from "../checkouts/begin-payment.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import { earlier, paymentTimeout, reserveUntil } from "../checkouts/reserve-until.ts";
import { isLiveCheckout } from "../checkouts/states.ts";
import { customerKey } from "../discounts/customer-key.ts";
import { DomainError } from "../domain-error.ts";
import { MissingRates, withLiveRates } from "../live-rates/with-live-rates.ts";
import { type CustomerDetails, refreshOrderDetails } from "../orders/customer-details.ts";
import { orderPath } from "../orders/links.ts";
import { openSessionOf } from "../payment-sessions/session-rows.ts";
import { preparePayment } from "../payments/prepare-payment.ts";
import { assertChargeable } from "../quotes/assert-chargeable.ts";
import { getQuote } from "../quotes/get-quote.ts";
import { refusalOfUnseenQuote } from "../quotes/refusal-of-unseen-quote.ts";
import { requote } from "../quotes/requote.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { Shop } from "../shop.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { type CheckoutRow, checkoutView, getCheckout, getOwnCheckout, type OwnCheckout } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";
import { isSnapshotOf } from "./start-checkout.ts";

/** The shortest reservation after pressing Pay: enough time for the bank's authentication. */
const authenticationMs = 5 * 60_000;

/** Delay of the first background sync of a payment that no browser has reported. */
const firstSyncMs = 60_000;

interface PrepareCheckout extends OwnCheckout, EnteredDetails {
  /** The quote that the customer has seen. */
  quoteNumber: number;
  /** The chosen method; left out: that of the quote. */
  shippingMethodId?: string | undefined;
  /** Whether a wallet pays that sends the delivery address to Stripe itself. */
  addressFromWallet?: boolean | undefined;
  /** The customer's IP address, if the server knows it. */
  clientIp?: string | null;
}

/**
 * Prepares the payment when Pay is pressed: makes sure that the customer has seen the price, stores their details, takes an
 * order number, and opens the payment at Stripe for exactly that price, with that data on it. A payment that an earlier press has
 * opened is settled first, and used again. From now on the background sync checks the payment.
 * COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, DETAILS_REFUSED, CHECKOUT_NOT_FOUND, HOLD_RELEASED,
 * HOLD_EXPIRED, CART_CHANGED, QUOTE_CHANGED, TOTAL_TOO_LOW, TOTAL_TOO_HIGH, ALREADY_PAID, PAYMENT_PROCESSING,
 * PAYMENT_UNCERTAIN, PAYMENT_UNAVAILABLE.
 */
export async function prepareCheckout(shop: Shop, input: PrepareCheckout) {
  const { checkoutId } = input;
  await settleEarlierAttempt(shop, await getOwnCheckout(shop, input));
  const bound = bindLog(shop, { checkoutId });
  const refusal = await withLiveRates(bound, { clientIp: input.clientIp ?? null }, (liveAnswerId) =>
    recordDetails(bound, { ...input, liveAnswerId }),
  );
  if (refusal !== null) throw refusal;
  await preparePayment(shop, { checkoutId, addressFromWallet: input.addressFromWallet ?? false });
  const checkout = await getCheckout(shop.db, checkoutId);
  assertNotPlaced(shop, checkout);
  assertPayable(shop, checkout);
  const { payment, ...view } = checkoutView(shop, checkout);
  // It was ended between the two, e.g. by another tab.
  if (payment === null) throw new DomainError("PAYMENT_UNCERTAIN", {});
  return { ...view, payment };
}

/** Answers the refusal to charge a price that the customer has not seen; null: everything is stored. */
function recordDetails(
  shop: Shop,
  {
    checkoutId,
    quoteNumber,
    shippingMethodId,
    liveAnswerId,
    ...entered
  }: PrepareCheckout & { liveAnswerId: string | null },
): Promise<DomainError | MissingRates | null> {
  const { country, state, postalCode, city } = entered.shippingAddress;
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    await lockCheckout(tx, checkoutId);
    const checkout = await getCheckout(tx, checkoutId);
    assertNotPlaced(shop, checkout);
    assertPayable(shop, checkout);
    await assertMatchesCart(tx, checkout);
    const destination = { country, state: state ?? "", postalCode: postalCode ?? "", city: city ?? "" };
    const current = await getQuote(tx, { checkoutId, quoteNumber: checkout.quoteNumber });
    const seen =
      quoteNumber === current.number ? current : await findQuote(tx, { checkoutId, number: quoteNumber });
    // That of the quote which the customer has seen, as another tab may have chosen another one since.
    const methodId = shippingMethodId ?? readQuotedMethod(seen?.shippingMethod)?.id ?? null;
    const customer = customerKey(entered.contact.email);
    // One after the other, so that each sees what the other has used of a discount that is limited per customer.
    if (current.discounts.length > 0) await lockCustomer(tx, customer);
    const requoted = await requote(
      unit,
      { ...checkout, customerKey: customer },
      { current, destination, methodId, liveAnswerId, isPaid: true },
    );
    if (requoted instanceof MissingRates) return requoted;
    const { quote, refused } = requoted;
    const { currency } = checkout;
    const unseen = refusalOfUnseenQuote({ currency, seen, now: quote, refused });
    // Returned, not thrown, as the new quote is what the customer sees next.
    if (unseen !== null) return unseen;
    assertChargeable({ ...quote, currency });
    if (entered.addressFromWallet) await renewForWallet(unit, checkout, quote);

    await beginPayment(tx, {
      checkoutId,
      syncAt: new Date(now.getTime() + firstSyncMs),
      entered: {
        ...detailsOf(entered),
        customerKey: customer,
        orderNumber: checkout.orderNumber ?? (await nextOrderNumber(tx)),
        // The socket may write an IPv4 address in IPv6 notation.
        clientIp: entered.clientIp?.replace(/^::ffff:/, "") ?? null,
      },
    });
    await refreshOrderDetails(tx, checkoutId);
    const until = earlier(new Date(now.getTime() + authenticationMs), paymentTimeout(checkout));
    if (checkout.expiresAt < until) await reserveUntil(tx, { checkoutId, until });
    return null;
  });
}

/**
 * Makes the price a quote of its own if the open payment has the shop's delivery address. Stripe does not let a wallet send its address
 * to that payment, so it must be replaced, as one of an earlier quote is.
 * @see https://github.com/stripe/react-stripe-js/issues/504
 */
async function renewForWallet(
  unit: UnitOfWork,
  { id: checkoutId, paymentSessions }: CheckoutRow,
  { number, ...price }: QuoteRow,
): Promise<void> {
  const open = openSessionOf(paymentSessions);
  if (open?.quoteNumber === number && !open.addressFromWallet) await recordQuote(unit, { checkoutId, price });
}

/** Refuses a checkout that differs from its cart. One of an order that is paid another way does not depend on the cart. */
async function assertMatchesCart(tx: Tx, checkout: CheckoutRow): Promise<void> {
  const { cartId, cart, order, lines, currency } = checkout;
  if (cartId === null && order !== null) return;
  if (cartId === null || cart?.currency !== currency) throw new DomainError("CART_CHANGED", {});
  const inCart = await tx.cartLine.findMany({
    where: { cartId },
    select: { variantId: true, quantity: true },
  });
  if (!isSnapshotOf(lines, inCart)) throw new DomainError("CART_CHANGED", {});
}

/** The entered details as columns; an order copies them. */
function detailsOf({ contact, shippingAddress, billing, note }: EnteredDetails) {
  return {
    email: contact.email,
    name: contact.name,
    phone: contact.phone || null,
    shippingAddress,
    billingName: billing?.name ?? null,
    billingAddress: billing?.address ?? Prisma.DbNull,
    customerNote: note || null,
  } satisfies Record<keyof CustomerDetails, unknown>;
}

/** Refuses a checkout that has ended. ALREADY_PAID, HOLD_RELEASED, HOLD_EXPIRED. */
export function assertPayable(shop: Shop, checkout: CheckoutRow): void {
  if (checkout.order !== null && checkout.state === "completed")
    throw new DomainError("ALREADY_PAID", { orderPath: orderPath(shop, checkout.order.id) });
  const live = isLiveCheckout(checkout.state);
  if (!live && checkout.endedBy !== null) throw new DomainError("HOLD_RELEASED", {});
  if (!live || checkout.expiresAt <= shop.clock.now()) throw new DomainError("HOLD_EXPIRED", {});
}
