import { type EnteredDetails, isShipped } from "@dualtrack/contract";
import { findQuote, lockCustomer, Prisma, type QuoteRow } from "@dualtrack/db";
import { beginPayment } from "../checkouts/begin-payment.ts";
import { recordQuote } from "../checkouts/record-quote.ts";
import { earlier, paymentTimeout, reserveUntil } from "../checkouts/reserve-until.ts";
import { customerKey } from "../discounts/customer-key.ts";
import { DomainError } from "../domain-error.ts";
import { stockReservations } from "../inventory/stock-reservations.ts";
import { MissingRates } from "../live-rates/with-live-rates.ts";
import { type CustomerDetails, refreshOrderDetails } from "../orders/customer-details.ts";
import { openSessionOf } from "../payment-sessions/session-rows.ts";
import { assertChargeable } from "../quotes/assert-chargeable.ts";
import { quoteRowOf } from "../quotes/quote-fields.ts";
import { refusalOfUnseenQuote } from "../quotes/refusal-of-unseen-quote.ts";
import { requote } from "../quotes/requote.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import type { TaxAnswers } from "../tax/tax-answers.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { assertPayable } from "./assert-payable.ts";
import type { CheckedBusiness } from "./check-business.ts";
import { outOfStock } from "./out-of-stock.ts";
import type { PricedCheckoutRow } from "./queries.ts";
import { assertNotPlaced } from "./refuse-placed.ts";
import { isSnapshotOf } from "./start-checkout.ts";

/** The shortest reservation after pressing Pay: enough time for the bank's authentication. */
const authenticationMs = 5 * 60_000;

export interface PressedPay extends EnteredDetails {
  /** The quote that the customer has seen. */
  quoteNumber: number;
  /** The chosen method; left out: that of the quote. */
  shippingMethodId?: string | undefined;
  /** Whether a wallet pays that sends the delivery address to Stripe itself. */
  addressFromWallet?: boolean | undefined;
  /** Whether the rest of the order is wanted if a booked time is gone when the payment comes; left out: it is not. */
  keepsRestIfLate?: boolean | undefined;
  /** The customer's time zone, as IANA names it; one that the shop does not know is ignored. */
  timeZone?: string | undefined;
  /** The customer's IP address, if the server knows it. */
  clientIp?: string | null;
}

/** The same with the business that buys as it was checked. */
export interface CheckedPress extends Omit<PressedPay, "business"> {
  business: CheckedBusiness | null;
}

/** What others have answered about the price. */
export interface AskedPrices {
  liveAnswerId: string | null;
  taxAnswers: TaxAnswers;
}

/**
 * Stores what the customer has entered, and an order number, if they have seen the price that is due for it now. Answers the
 * refusal if they have not, instead of throwing it, as the new quote is stored: it is what the customer sees next. The caller
 * holds the checkout's lock, and has read the checkout under it. `MissingRates`: carriers must be asked first, and nothing is stored.
 * DETAILS_REFUSED, COUNTRY_NOT_SERVED, NO_SHIPPING_METHOD, ORDER_DESTINATION_FIXED, HOLD_RELEASED, HOLD_EXPIRED, CART_CHANGED,
 * TOTAL_TOO_LOW, TOTAL_TOO_HIGH, ALREADY_PAID, PAYMENT_PROCESSING; QUOTE_CHANGED is answered. And what
 * `taxGoods` throws.
 */
export async function recordDetails(
  unit: UnitOfWork,
  checkout: PricedCheckoutRow,
  {
    quoteNumber,
    shippingMethodId,
    liveAnswerId,
    taxAnswers,
    business,
    ...entered
  }: CheckedPress & AskedPrices,
): Promise<{ quote: QuoteRow } | { refusal: DomainError } | MissingRates> {
  const { shop, tx, now } = unit;
  const { id: checkoutId, currency } = checkout;
  assertNotPlaced(shop, checkout);
  assertPayable(shop, checkout);
  assertMatchesCart(checkout);
  await assertStillFree(unit, checkout);
  const addresses = addressesOf(checkout, entered);
  const { country, state = "", postalCode = "", line1 = "", city = "" } = addresses.destination;
  const destination = { country, state, postalCode, line1, city };
  const current = quoteRowOf(checkout.quote);
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
    {
      ...{ current, destination, methodId, liveAnswerId, taxAnswers, isPaid: true },
      customerVatId: business?.checked?.isAccepted ? business.checked.vatId : null,
    },
  );
  if (requoted instanceof MissingRates) return requoted;
  const { quote, refused } = requoted;
  const refusal = refusalOfUnseenQuote({ currency, seen, now: quote, refused });
  if (refusal !== null) return { refusal };
  assertChargeable({ ...quote, currency });
  if (entered.addressFromWallet) await renewForWallet(unit, checkout, quote);

  await beginPayment(unit, {
    checkoutId,
    entered: {
      ...detailsOf({ ...entered, ...addresses }),
      ...(checkout.order === null ? businessColumns(business) : {}),
      customerKey: customer,
      keepsRestIfLate: entered.keepsRestIfLate ?? false,
      timeZone: knownTimeZone(entered.timeZone),
      // The socket may write an IPv4 address in IPv6 notation.
      clientIp: entered.clientIp?.replace(/^::ffff:/, "") ?? null,
    },
  });
  if (checkout.order !== null) await refreshOrderDetails(tx, checkoutId);
  const until = earlier(new Date(now.getTime() + authenticationMs), paymentTimeout(checkout));
  if (checkout.expiresAt < until) await reserveUntil(tx, { checkoutId, until });
  return { quote };
}

/**
 * Makes the price a quote of its own if the open payment has the shop's delivery address. Stripe does not let a wallet send its address
 * to that payment, so it must be replaced, as one of an earlier quote is.
 * @see https://github.com/stripe/react-stripe-js/issues/504
 */
async function renewForWallet(
  unit: UnitOfWork,
  { id: checkoutId, paymentSessions }: PricedCheckoutRow,
  { number, ...price }: QuoteRow,
): Promise<void> {
  const open = openSessionOf(paymentSessions);
  if (open?.quoteNumber === number && !open.addressFromWallet) await recordQuote(unit, { checkoutId, price });
}

/** Refuses a checkout that differs from its cart. One of a draft order has none, nor one of an order that is paid another way. */
function assertMatchesCart(checkout: PricedCheckoutRow): void {
  const { cartId, cart, order, draftOrder, lines, currency } = checkout;
  if (cartId === null && (order !== null || draftOrder !== null)) return;
  if (cartId === null || cart?.currency !== currency) throw new DomainError("CART_CHANGED", {});
  if (!isSnapshotOf(lines, cart.lines)) throw new DomainError("CART_CHANGED", {});
}

/**
 * Refuses to take money for what is gone already, where nothing was reserved. Whoever pays at the same time as others may still be too
 * late: then settling returns the money. OUT_OF_STOCK.
 */
async function assertStillFree(unit: UnitOfWork, checkout: PricedCheckoutRow): Promise<void> {
  const { tx, now } = unit;
  const { id: checkoutId, reservesStock, lines, ownerHash } = checkout;
  if (reservesStock) return;
  const tracked = lines.filter(({ tracksStock, kind }) => tracksStock && kind !== "service");
  const shortages = await stockReservations.take(unit, { checkoutId, lines: tracked, reservesStock: false });
  if (shortages.length === 0) return;
  throw await outOfStock(tx, {
    ...{ lines, ownerHash, now },
    shortageOf: ({ position }) => shortages.find((each) => each.position === position),
  });
}

/**
 * The addresses as they count for these lines: if none is shipped, the one that was entered is the payer's. DETAILS_REFUSED without the
 * address that is needed.
 */
function addressesOf(
  { lines }: PricedCheckoutRow,
  {
    contact,
    shippingAddress = null,
    billing = null,
  }: Pick<EnteredDetails, "contact" | "shippingAddress" | "billing">,
) {
  if (lines.some(({ kind }) => isShipped(kind))) {
    if (shippingAddress === null)
      throw new DomainError("DETAILS_REFUSED", { field: "line1", problem: "missing" });
    return { shippingAddress, billing, destination: shippingAddress };
  }
  const payer = billing ?? (shippingAddress && { name: contact.name, address: shippingAddress });
  if (payer === null)
    throw new DomainError("DETAILS_REFUSED", { field: "billingCountry", problem: "missing" });
  return { shippingAddress: null, billing: payer, destination: payer.address };
}

/** The entered details as columns, but for the business's; an order copies them. */
function detailsOf({ contact, shippingAddress, billing, note }: Omit<EnteredDetails, "business">) {
  return {
    email: contact.email,
    name: contact.name,
    phone: contact.phone || null,
    shippingAddress: shippingAddress ?? Prisma.DbNull,
    billingName: billing?.name ?? null,
    billingAddress: billing?.address ?? Prisma.DbNull,
    customerNote: note || null,
  } satisfies Record<Exclude<keyof CustomerDetails, keyof ReturnType<typeof businessColumns>>, unknown>;
}

function knownTimeZone(name: string | undefined): string | null {
  if (name === undefined) return null;
  try {
    // It would be another name of the same zone that `resolvedOptions` answers.
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    return null; // a newer zone than this process has heard of, or none at all
  }
}

function businessColumns(business: CheckedBusiness | null) {
  return {
    companyName: business?.companyName ?? null,
    vatId: business?.checked?.vatId ?? null,
    vatIdCheckId: business?.checked?.checkId ?? null,
  };
}
