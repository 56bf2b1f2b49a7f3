import { isShipped } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { findLinkedDraft } from "../checkouts/payment-link.ts";
import { DomainError } from "../domain-error.ts";
import {
  addressOf,
  billingOf,
  businessOf,
  type CustomerDetails,
  customerDetailSelect,
} from "../orders/customer-details.ts";
import { readOrderToken } from "../orders/links.ts";
import { openSessionOf, sessionRows } from "../payment-sessions/session-rows.ts";
import { taxesView } from "../pricing/taxes-view.ts";
import { type quoteFields, wholeQuoteFields } from "../quotes/quote-fields.ts";
import { discountsView } from "../quotes/read-discounts.ts";
import { readTaxes } from "../quotes/read-taxes.ts";
import { readQuotedMethod } from "../shipping/quoted-method.ts";
import { maxExtensions, type Shop } from "../shop.ts";
import { type LineRow, lineFields, lineView } from "./line-view.ts";
import { placedFields } from "./refuse-placed.ts";

const pricedLineFields = {
  position: true,
  variantId: true,
  kind: true,
  startsAt: true,
  tracksStock: true,
  productTitle: true,
  variantTitle: true,
  unitAmount: true,
  quantity: true,
  variant: {
    select: {
      weightGrams: true,
      lengthMm: true,
      widthMm: true,
      heightMm: true,
      product: { select: { id: true, taxCode: true, capturesOnShipment: true } },
    },
  },
} as const;

const shownLineFields = {
  ...lineFields,
  ...pricedLineFields,
  variant: {
    select: {
      ...lineFields.variant.select,
      ...pricedLineFields.variant.select,
      product: {
        select: {
          ...lineFields.variant.select.product.select,
          ...pricedLineFields.variant.select.product.select,
        },
      },
    },
  },
} as const;

/** What an earlier attempt to pay depends on, and whether there is anything to pay. */
const attemptFields = {
  id: true,
  state: true,
  ownerHash: true,
  quoteNumber: true,
  quote: { select: { totalAmount: true } },
  ...placedFields,
  paymentSessions: sessionRows,
} as const;

/** What the price and the payment of a checkout depend on. */
const pricedFields = {
  ...attemptFields,
  cartId: true,
  cartTakenAt: true,
  currency: true,
  captureMethod: true,
  keepsRestIfLate: true,
  baseCurrency: true,
  exchangeRate: true,
  priceStep: true,
  priceEnding: true,
  quote: { select: wholeQuoteFields },
  ...customerDetailSelect,
  customerKey: true,
  cart: {
    select: {
      discountCodes: true,
      currency: true,
      lines: { select: { variantId: true, startsAt: true, quantity: true } },
    },
  },
  draftOrder: {
    select: {
      id: true,
      discountCodes: true,
      discountBps: true,
      discountAmount: true,
      discountReason: true,
      message: true,
    },
  },
  orderNumber: true,
  createdAt: true,
  expiresAt: true,
  reservationMinutes: true,
  reservesStock: true,
  promisedUntil: true,
  extensions: true,
  endedBy: true,
  lines: { orderBy: { position: "asc" }, select: pricedLineFields },
} as const;

/** The same with what the customer sees: texts and pictures. */
const shownFields = {
  ...pricedFields,
  lines: { orderBy: { position: "asc" }, select: shownLineFields },
} as const;

/** A checkout with the proof of access: the cart's token, the token of the checkout's order, or that of a payment link. */
export interface OwnCheckout {
  checkoutId: string;
  cartToken: string;
  orderToken?: string | undefined;
  linkToken?: string | undefined;
}

/**
 * The checkout, if the caller proves that it is theirs. CHECKOUT_NOT_FOUND otherwise; PAYMENT_LINK_NOT_FOUND, and PAYMENT_LINK_CHANGED if
 * the link leads to another one meanwhile. `tx`: a transaction that has locked it.
 */
export function getOwnCheckout(shop: Shop, own: OwnCheckout, tx: Tx = shop.db): Promise<CheckoutRow> {
  return getOwn(shop, own, { tx, get: getCheckout });
}

/** The same with no more than an earlier attempt to pay depends on. */
export function getOwnAttempt(shop: Shop, own: OwnCheckout): Promise<AttemptRow> {
  return getOwn(shop, own, { tx: shop.db, get: getAttempt });
}

async function getOwn<Row extends AttemptRow>(
  shop: Shop,
  { checkoutId, cartToken, orderToken, linkToken }: OwnCheckout,
  { tx, get }: { tx: Tx; get: (tx: Tx, checkoutId: string) => Promise<Row> },
): Promise<Row> {
  if (linkToken !== undefined) {
    const linked = await findLinkedDraft(shop, { linkToken, tx });
    if (linked.checkoutId !== checkoutId) throw new DomainError("PAYMENT_LINK_CHANGED", {});
    return get(tx, checkoutId);
  }
  const checkout = await get(tx, checkoutId);
  const isOwn =
    orderToken === undefined
      ? checkout.ownerHash === hashCartToken(cartToken)
      : checkout.order?.id === readOrderToken(shop, orderToken);
  if (!isOwn) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkout;
}

/** CHECKOUT_NOT_FOUND. */
export async function getCheckout(tx: Tx, checkoutId: string) {
  const checkout = await tx.checkout.findUnique({ where: { id: checkoutId }, select: shownFields });
  if (checkout === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkout;
}

/** The same without what the customer sees. */
export async function getPricedCheckout(tx: Tx, checkoutId: string) {
  const checkout = await tx.checkout.findUnique({ where: { id: checkoutId }, select: pricedFields });
  if (checkout === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkout;
}

/** The same with no more than an earlier attempt to pay depends on. */
export async function getAttempt(tx: Tx, checkoutId: string) {
  const checkout = await tx.checkout.findUnique({ where: { id: checkoutId }, select: attemptFields });
  if (checkout === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  return checkout;
}

export type AttemptRow = Awaited<ReturnType<typeof getAttempt>>;
export type CheckoutRow = Awaited<ReturnType<typeof getCheckout>>;
export type PricedCheckoutRow = Awaited<ReturnType<typeof getPricedCheckout>>;

/** What the customer's browser is shown of a checkout. */
export interface ViewedCheckout
  extends CustomerDetails,
    Pick<
      CheckoutRow,
      | "id"
      | "state"
      | "currency"
      | "captureMethod"
      | "keepsRestIfLate"
      | "quoteNumber"
      | "expiresAt"
      | "extensions"
      | "reservesStock"
      | "draftOrder"
      | "payments"
      | "paymentSessions"
    > {
  quote: Prisma.CheckoutQuoteGetPayload<{ select: typeof quoteFields }>;
  lines: (LineRow & { position: number; variant: { product: { capturesOnShipment: boolean } } })[];
}

/** The checkout for the customer's browser. Times are ISO instants; the countdown is relative to `serverNow`. */
export function checkoutView(shop: Shop, checkout: ViewedCheckout) {
  const money = (amount: number) => ({ amount, currency: checkout.currency });
  const { quote } = checkout;
  return {
    id: checkout.id,
    state: checkout.state,
    lines: checkout.lines.map((line) => lineView(line, money)),
    quoteNumber: checkout.quoteNumber,
    subtotal: money(quote.subtotalAmount),
    discount: money(quote.discountAmount),
    discounts: discountsView(quote.discounts, checkout.currency),
    shipping: money(quote.shippingAmount),
    shippingMethod: readQuotedMethod(quote.shippingMethod),
    tax: money(quote.taxAmount),
    taxes: taxesView(
      {
        taxBehavior: quote.taxBehavior,
        taxes: [...quote.lines.flatMap(({ taxes }) => readTaxes(taxes)), ...readTaxes(quote.shippingTaxes)],
      },
      checkout.currency,
    ),
    total: money(quote.totalAmount),
    expiresAt: checkout.expiresAt.toISOString(),
    /** False: its stock is only taken once it is paid. Booked time is always reserved. */
    reservesStock: checkout.reservesStock || checkout.lines.every(({ kind }) => kind === "service"),
    serverNow: shop.clock.now().toISOString(),
    // How long a draft order's goods are reserved is up to staff.
    canExtend: checkout.draftOrder === null && checkout.extensions < maxExtensions,
    /** What the shop says about it; null: nothing. */
    message: checkout.draftOrder?.message ?? null,
    /** `manual`: the card is charged when the order ships. */
    captureMethod: checkout.captureMethod,
    /** Whether something is charged at once that is charged when it ships if it is bought alone. */
    isChargedEarly: isChargedEarly(checkout),
    keepsRestIfLate: checkout.keepsRestIfLate,
    payment: openPaymentOf(checkout),
    lastAttempt: lastAttemptOf(checkout),
    contact: contactOf(checkout),
    shippingAddress: addressOf(checkout.shippingAddress),
    billing: billingOf(checkout),
    note: checkout.customerNote ?? "",
    business: businessOf(checkout),
  };
}

/** What is not shipped makes all be charged at once. */
function isChargedEarly({ captureMethod, lines }: ViewedCheckout): boolean {
  return (
    captureMethod === "automatic" &&
    lines.some(({ variant }) => variant.product.capturesOnShipment) &&
    lines.some(({ kind }) => !isShipped(kind))
  );
}

/** What is known of the customer; staff may know an address and no name. Null: nothing is. */
function contactOf({ email, name, phone }: ViewedCheckout) {
  if (email === null && name === null && phone === null) return null;
  return { email: email ?? "", name: name ?? "", phone: phone ?? "" };
}

/** What the browser pays with on the shop's page; null until Pay is pressed there. */
function openPaymentOf({ paymentSessions }: ViewedCheckout) {
  const session = openSessionOf(paymentSessions);
  if (session?.kind !== "payment_intent") return null;
  if (session.paymentIntentId === null || session.clientSecret === null) return null;
  return { paymentIntentId: session.paymentIntentId, clientSecret: session.clientSecret };
}

/**
 * The outcome of the last failed attempt to pay: declined by the bank, or unfinished (e.g. the authentication window was
 * closed). Nothing was charged, and the same payment can be tried again.
 */
function lastAttemptOf({ payments }: ViewedCheckout): "declined" | "unfinished" | null {
  const attempt = payments[0];
  if (attempt?.status === "requires_action") return "unfinished";
  return attempt?.status === "requires_payment_method" && attempt.failureCode !== null ? "declined" : null;
}
