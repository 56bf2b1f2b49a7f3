import { setTimeout as pause } from "node:timers/promises";
import { maxPaymentAmount, minPaymentAmounts } from "@dualtrack/contract";
import { lockCart } from "@dualtrack/db";
import { type CartLineRow, cartLinesOf, findCart, offerOf } from "../cart/queries.ts";
import { attachToCart, detachFromCart } from "../checkouts/cart-of-checkout.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { createCheckout } from "../checkouts/create-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { liveCheckoutStates } from "../checkouts/states.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { networkOf } from "../limits/network-of.ts";
import { lineTitle } from "../line-title.ts";
import { openSession } from "../payment-sessions/open-session.ts";
import { openSessionOf } from "../payment-sessions/session-rows.ts";
import { priceCart } from "../pricing/price-cart.ts";
import type { Shop } from "../shop.ts";
import { PaymentNotOpened } from "../stripe/payment-intents.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { assertFairReservation, assertMayReserve } from "./assert-fair-reservation.ts";
import { cancelCheckout } from "./end-checkout.ts";
import { type CheckoutRow, checkoutView, findCheckout } from "./queries.ts";
import { assertNotPlaced, placedFields, placedRefusal } from "./refuse-placed.ts";
import { settleEarlierAttempt } from "./settle-earlier-attempt.ts";

interface StartCheckout {
  cartToken: string;
  /** Where the customer calls from, as far as the host can tell. */
  clientIp?: string | null;
}

/** Whom goods are held for; `network` is null where no customer called. */
interface Reserver {
  cartId: string;
  ownerHash: string;
  network: string | null;
}

/** For so long an empty cart at the checkout means "you have paid", not "you have chosen nothing". */
const justPaidMs = 30 * 60_000;

/** Another tab may start a checkout of its own in between; more than a few times is a fault. */
const maxRounds = 5;

/**
 * Holds everything in the cart and opens a payment for it.
 *
 * The same cart has one live checkout: a reload, a second tab, a second click and the back button get it again. A cart
 * that has changed since gets a new one; the old one is cancelled at Stripe first, and if it turns out that it was just
 * paid, that is what the customer is told. Whoever pressed Pay before gets a checkout again only when Stripe says that
 * they may pay: see `settleEarlierAttempt`.
 *
 * CART_EMPTY, NOT_ON_SALE, OUT_OF_STOCK, UNITS_LIMIT, TOO_MANY_HOLDS, HOLD_SHARE_TAKEN, TOTAL_TOO_LOW, TOTAL_TOO_HIGH, ALREADY_PAID, PAYMENT_PROCESSING,
 * PAYMENT_UNCERTAIN, PAYMENT_UNAVAILABLE (nothing is held any more).
 */
export async function startCheckout(shop: Shop, { cartToken, clientIp = null }: StartCheckout) {
  const cart = await findCart(shop.db, cartToken);
  const ownerHash = hashCartToken(cartToken);
  if (cart === null) throw await refuseEmptyCart(shop, ownerHash);
  const network = clientIp === null ? null : networkOf(clientIp);
  for (let round = 0; round < maxRounds; round += 1) {
    const { checkoutId, isInTheWay } = await reserveCart(shop, { cartId: cart.id, ownerHash, network });
    if (isInTheWay) {
      await endCheckoutInTheWay(shop, checkoutId);
      continue;
    }
    const checkout = await settleEarlierAttempt(shop, await withOpenSession(shop, checkoutId));
    if (liveCheckoutStates.some((state) => state === checkout.state)) return checkoutView(shop, checkout);
  }
  throw new Error(`The checkout of cart ${cart.id} can't be renewed`);
}

const ownFields = {
  id: true,
  cartId: true,
  expiresAt: true,
  lines: { select: { variantId: true, quantity: true } },
  ...placedFields,
} as const;

/**
 * Answers the checkout that holds what is in the cart, made now if there was none; or one of the same customer that must
 * be ended first (`isInTheWay`): it has run out, holds something else for this cart, or is a failed order's and holds
 * goods that are in this cart, too.
 */
function reserveCart(
  shop: Shop,
  { cartId, ownerHash, network }: Reserver,
): Promise<{ checkoutId: string; isInTheWay: boolean }> {
  return transact(shop, "customer", async (unit) => {
    const { tx, now } = unit;
    if (!(await lockCart(tx, cartId))) throw await refuseEmptyCart(shop, ownerHash);
    const cart = await cartLinesOf(tx, cartId);
    const own = await tx.checkout.findMany({
      where: { ownerHash, state: { in: liveCheckoutStates }, cartTakenAt: null },
      select: ownFields,
    });
    for (const checkout of own) assertNotPlaced(shop, checkout);
    const same = own.find(({ expiresAt, lines }) => expiresAt > now && isSnapshotOf(lines, cart));
    const others = own.filter((checkout) => checkout !== same);
    const inTheWay = others.find((checkout) => isInTheWay(checkout, { cartId, cart, now }));
    if (inTheWay !== undefined) return { checkoutId: inTheWay.id, isInTheWay: true };
    // A failed order's goods, of which none is in the cart, stay held for its own page.
    if (others.length > 0)
      await detachFromCart(
        tx,
        others.map(({ id }) => id),
      );
    if (same !== undefined) {
      if (same.cartId === null) await attachToCart(tx, { checkoutId: same.id, cartId });
      return { checkoutId: same.id, isInTheWay: false };
    }
    if (cart.length === 0) throw await refuseEmptyCart(shop, ownerHash);
    const holder = { cartId, ownerHash, network };
    return { checkoutId: await snapshotAndReserve(unit, { ...holder, cart }), isInTheWay: false };
  });
}

interface CartNow {
  cartId: string;
  cart: { variantId: string }[];
  now: Date;
}

function isInTheWay(
  checkout: { cartId: string | null; expiresAt: Date; order: object | null; lines: { variantId: string }[] },
  { cartId, cart, now }: CartNow,
): boolean {
  const reservesTheSame = checkout.lines.some((line) =>
    cart.some(({ variantId }) => variantId === line.variantId),
  );
  if (checkout.order !== null) return reservesTheSame || checkout.expiresAt <= now;
  return checkout.cartId === cartId || reservesTheSame;
}

/** ALREADY_PAID or PAYMENT_PROCESSING when it turns out to be an order; PAYMENT_UNCERTAIN when Stripe can't be asked. */
async function endCheckoutInTheWay(shop: Shop, checkoutId: string): Promise<void> {
  try {
    await cancelCheckout(shop, { checkoutId });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    shop.log.error({ err: error, checkoutId }, "a checkout that is outdated could not be ended");
    const tried = await shop.db.checkout.count({ where: { id: checkoutId, state: "paying" } });
    throw new DomainError(tried === 1 ? "PAYMENT_UNCERTAIN" : "PAYMENT_UNAVAILABLE", {});
  }
  const ended = await shop.db.checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: placedFields });
  assertNotPlaced(shop, ended);
}

/**
 * Whether a checkout's lines still say what the cart says. Prices and offers may have changed since: while it is held,
 * the customer gets what they were shown, at the price they were shown.
 */
export function isSnapshotOf(
  snapshot: { variantId: string; quantity: number }[],
  cart: { variantId: string; quantity: number }[],
): boolean {
  if (snapshot.length !== cart.length) return false;
  return cart.every(({ variantId, quantity }) =>
    snapshot.some((line) => line.variantId === variantId && line.quantity === quantity),
  );
}

/** An empty cart is told apart from one that was just paid, e.g. in another tab, and from one the bank decides about. */
async function refuseEmptyCart(shop: Shop, ownerHash: string): Promise<DomainError> {
  const since = new Date(shop.clock.now().getTime() - justPaidMs);
  const placed = await shop.db.checkout.findFirst({
    where: {
      ownerHash,
      OR: [{ state: "completed", endedAt: { gte: since } }, { order: { state: "processing" } }],
    },
    orderBy: { createdAt: "desc" },
    select: placedFields,
  });
  return (placed && placedRefusal(shop, placed)) ?? new DomainError("CART_EMPTY", {});
}

async function snapshotAndReserve(
  unit: UnitOfWork,
  { cartId, ownerHash, network, cart }: Reserver & { cart: CartLineRow[] },
): Promise<string> {
  const { shop, tx, now } = unit;
  const { currency, reservationMs, limits } = shop.settings;
  const chosen = cart.map((line, position) => {
    const { title, sku, product } = line.variant;
    const price = offerOf(line, currency, now);
    if (price === null)
      throw new DomainError("NOT_ON_SALE", {
        title: lineTitle(product.title, title),
        opensAt: product.opensAt?.toISOString() ?? null,
      });
    return {
      variantId: line.variantId,
      kind: product.kind,
      position,
      productTitle: product.title,
      artist: product.artist,
      variantTitle: title,
      sku,
      unitAmount: price.amount,
      quantity: line.quantity,
    };
  });
  const { lines, adjustments: _, ...sums } = priceCart({ currency, lines: chosen });
  if (lines.reduce((sum, { quantity }) => sum + quantity, 0) > limits.unitsPerCheckout)
    throw new DomainError("UNITS_LIMIT", { max: limits.unitsPerCheckout });
  if (sums.totalAmount > maxPaymentAmount)
    throw new DomainError("TOTAL_TOO_HIGH", { max: { amount: maxPaymentAmount, currency } });
  const minPaymentAmount = minPaymentAmounts[currency] ?? 0;
  if (sums.totalAmount < minPaymentAmount)
    throw new DomainError("TOTAL_TOO_LOW", { min: { amount: minPaymentAmount, currency } });
  if (network !== null) await assertMayReserve(unit, network);
  const expiresAt = new Date(now.getTime() + reservationMs);
  const { id } = await createCheckout(tx, {
    cartId,
    ownerHash,
    network,
    currency,
    ...sums,
    expiresAt,
    createdAt: now,
    nextSyncAt: expiresAt,
    lines,
  });
  // Reserved last, so that the locks on scarce goods are held for as short a time as can be.
  await queueJob(tx, "expire-checkout", { checkoutId: id }, { runAt: expiresAt, key: `expire:${id}` });
  const shortages = await lineReservations.take(unit, { checkoutId: id, lines });
  if (shortages.length > 0)
    throw new DomainError("OUT_OF_STOCK", {
      lines: lines.flatMap(({ position, variantId, productTitle, variantTitle, quantity }) => {
        const shortage = shortages.find((candidate) => candidate.position === position);
        if (shortage === undefined) return [];
        const title = lineTitle(productTitle, variantTitle);
        return { variantId, title, requested: quantity, available: shortage.free };
      }),
    });
  const titled = lines.map((line) => ({ ...line, title: lineTitle(line.productTitle, line.variantTitle) }));
  if (network !== null) await assertFairReservation(unit, { network, lines: titled });
  return id;
}

/** Makes sure that the checkout has a session that it can be paid with. */
async function withOpenSession(shop: Shop, checkoutId: string): Promise<CheckoutRow> {
  const checkout = await findCheckout(shop.db, checkoutId);
  if (checkout === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  const { totalAmount: amount, currency, paymentSessions: earlier } = checkout;
  if (openSessionOf(earlier) !== null) return checkout;
  try {
    const terms = { checkoutId, kind: "payment_intent", amount, currency } as const;
    const session = await openSession(shop, { ...terms, endedBefore: earlier.length });
    return { ...checkout, paymentSessions: [...earlier, session] };
  } catch (error) {
    // Another tab is asking Stripe for the same payment just now: it is theirs to end.
    if (error instanceof PaymentNotOpened && error.isContended) return awaitSession(shop, checkoutId, error);
    await cancelCheckout(shop, { checkoutId });
    throw error;
  }
}

/** Waits for the tab that is asking Stripe; gives up after some seconds, as a customer would. */
async function awaitSession(shop: Shop, checkoutId: string, error: DomainError): Promise<CheckoutRow> {
  for (let look = 0; look < 20; look += 1) {
    const checkout = await findCheckout(shop.db, checkoutId);
    if (checkout !== null && openSessionOf(checkout.paymentSessions) !== null) return checkout;
    await pause(250);
  }
  throw error;
}
