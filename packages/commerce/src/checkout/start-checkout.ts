import { setTimeout as pause } from "node:timers/promises";
import { maxPaymentAmount } from "@dualtrack/contract";
import { lockCart, lockCheckout, reserveStock, type Tx, transact } from "@dualtrack/db";
import { hashCartToken } from "../cart/cart-token.ts";
import { type CartLineRow, cartLinesOf, findCart, offerOf } from "../cart/queries.ts";
import { lineTitle } from "../catalog/queries.ts";
import { DomainError } from "../domain-error.ts";
import { queueJob } from "../jobs.ts";
import { orderPath } from "../orders/links.ts";
import { cancelPaymentIntent, createPaymentIntent, PaymentNotOpened } from "../payments/payment-intents.ts";
import { shippingFor } from "../pricing/shipping.ts";
import type { Shop } from "../shop.ts";
import { cancelCheckout } from "./end-checkout.ts";
import { type CheckoutRow, checkoutView, findCheckout } from "./queries.ts";
import { liveCheckoutStates } from "./states.ts";

/** For so long an empty cart at the checkout means "you have paid", not "you have chosen nothing". */
const justPaidMs = 30 * 60_000;

/** Another tab may start a checkout of its own in between; more than a few times is a fault. */
const maxRounds = 5;

/**
 * Holds everything in the cart and opens a payment for it.
 *
 * The same cart has one live checkout: a reload, a second tab, a second click and the back button get it again.
 * A cart that has changed since gets a new one; the old one is cancelled at Stripe first, and if it turns out
 * that it was just paid, that is what the customer is told.
 *
 * CART_EMPTY, NOT_ON_SALE, OUT_OF_STOCK, ALREADY_PAID, PAYMENT_UNAVAILABLE (nothing is held any more).
 */
export async function startCheckout(shop: Shop, { cartToken }: { cartToken: string }) {
  const cart = await findCart(shop.db, cartToken);
  const ownerHash = hashCartToken(cartToken);
  if (cart === null) throw await refuseEmptyCart(shop, ownerHash);
  for (let round = 0; round < maxRounds; round += 1) {
    const { checkoutId, outdated } = await holdCart(shop, { cartId: cart.id, ownerHash });
    if (!outdated) return checkoutView(shop, await withPaymentIntent(shop, checkoutId));
    const ended = await cancelCheckout(shop, { checkoutId });
    if (ended.orderId !== null)
      throw new DomainError("ALREADY_PAID", { orderPath: orderPath(shop, ended.orderId) });
  }
  throw new Error(`The checkout of cart ${cart.id} can't be renewed`);
}

/** Answers the cart's live checkout, made now if there was none; `outdated` when it holds something else or has run out. */
function holdCart(
  shop: Shop,
  { cartId, ownerHash }: { cartId: string; ownerHash: string },
): Promise<{ checkoutId: string; outdated: boolean }> {
  return transact(shop.db, async (tx) => {
    if (!(await lockCart(tx, cartId))) throw await refuseEmptyCart(shop, ownerHash);
    const lines = await cartLinesOf(tx, cartId);
    const live = await tx.checkout.findFirst({
      where: { cartId, state: { in: liveCheckoutStates } },
      select: { id: true, expiresAt: true, lines: { select: snapshotFields }, ...orderFields },
    });
    if (live === null) {
      if (lines.length === 0) throw await refuseEmptyCart(shop, ownerHash);
      return {
        checkoutId: await snapshotAndReserve(shop, tx, { cartId, ownerHash, cart: lines }),
        outdated: false,
      };
    }
    // A failed order is no obstacle: its customer comes back to try another card.
    if (live.order !== null && live.order.state !== "failed")
      throw new DomainError("ALREADY_PAID", { orderPath: orderPath(shop, live.order.id) });
    const outdated = live.expiresAt <= shop.clock.now() || !isSnapshotOf(live.lines, lines);
    return { checkoutId: live.id, outdated };
  });
}

const orderFields = { order: { select: { id: true, state: true } } } as const;
const snapshotFields = { variantId: true, quantity: true } as const;

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

/** An empty cart is told apart from one that was just paid, e.g. in another tab. */
async function refuseEmptyCart(shop: Shop, ownerHash: string): Promise<DomainError> {
  const since = new Date(shop.clock.now().getTime() - justPaidMs);
  const paid = await shop.db.checkout.findFirst({
    where: { ownerHash, state: "completed", endedAt: { gte: since } },
    orderBy: { createdAt: "desc" },
    select: orderFields,
  });
  if (paid?.order) return new DomainError("ALREADY_PAID", { orderPath: orderPath(shop, paid.order.id) });
  return new DomainError("CART_EMPTY", {});
}

async function snapshotAndReserve(
  shop: Shop,
  tx: Tx,
  { cartId, ownerHash, cart }: { cartId: string; ownerHash: string; cart: CartLineRow[] },
): Promise<string> {
  const { currency, holdMs } = shop.settings;
  const now = shop.clock.now();
  const lines = cart.map((line, position) => {
    const { title, sku, product } = line.variant;
    const price = offerOf(line, currency, now);
    if (price === null)
      throw new DomainError("NOT_ON_SALE", {
        title: lineTitle(product.title, title),
        opensAt: product.opensAt?.toISOString() ?? null,
      });
    return {
      variantId: line.variantId,
      position,
      productTitle: product.title,
      artist: product.artist,
      variantTitle: title,
      sku,
      unitAmount: price.amount,
      quantity: line.quantity,
      amount: price.amount * line.quantity,
    };
  });
  const subtotalAmount = lines.reduce((sum, { amount }) => sum + amount, 0);
  const shippingAmount = shippingFor(currency, subtotalAmount).shipping.amount;
  const totalAmount = subtotalAmount + shippingAmount;
  if (totalAmount > maxPaymentAmount)
    throw new DomainError("TOTAL_TOO_HIGH", { max: { amount: maxPaymentAmount, currency } });
  const expiresAt = new Date(now.getTime() + holdMs);
  const { id } = await tx.checkout.create({
    select: { id: true },
    data: {
      cartId,
      ownerHash,
      currency,
      subtotalAmount,
      shippingAmount,
      totalAmount,
      expiresAt,
      createdAt: now,
      nextSyncAt: expiresAt,
      lines: { createMany: { data: lines } },
    },
  });
  // Last, so that the lock on a hot stock row is held for as short a time as can be.
  await queueJob(tx, "expire-checkout", { checkoutId: id }, { runAt: expiresAt, key: `expire:${id}` });
  const shortages = await reserveStock(tx, { checkoutId: id, lines, now });
  if (shortages.length > 0)
    throw new DomainError("OUT_OF_STOCK", {
      lines: lines.flatMap(({ variantId, productTitle, variantTitle, quantity }) => {
        const shortage = shortages.find((candidate) => candidate.variantId === variantId);
        if (shortage === undefined) return [];
        const title = lineTitle(productTitle, variantTitle);
        return { variantId, title, requested: quantity, available: Math.max(0, shortage.free) };
      }),
    });
  return id;
}

/**
 * Makes sure that the checkout has its PaymentIntent. The checkout's id is the idempotency key: whoever was killed
 * between Stripe's answer and our note of it gets the same intent again, and so does a second tab.
 */
async function withPaymentIntent(shop: Shop, checkoutId: string): Promise<CheckoutRow> {
  const checkout = await findCheckout(shop.db, checkoutId);
  if (checkout === null) throw new DomainError("CHECKOUT_NOT_FOUND", {});
  if (checkout.paymentIntentId !== null) return checkout;
  const { totalAmount: amount, currency } = checkout;
  try {
    const intent = await createPaymentIntent(shop, { checkoutId, amount, currency });
    return await noteIntent(shop, checkoutId, intent);
  } catch (error) {
    // Another tab is asking Stripe for the same payment just now: it is theirs to end.
    if (error instanceof PaymentNotOpened && error.isContended) return awaitIntent(shop, checkoutId, error);
    await cancelCheckout(shop, { checkoutId });
    throw error;
  }
}

/** Books the intent, if the checkout is still live; otherwise the intent is cancelled, and nobody gets its secret. */
async function noteIntent(
  shop: Shop,
  checkoutId: string,
  intent: { id: string; clientSecret: string },
): Promise<CheckoutRow> {
  const noted = await transact(shop.db, async (tx) => {
    await lockCheckout(tx, checkoutId);
    await tx.checkout.updateMany({
      where: { id: checkoutId, state: { in: liveCheckoutStates } },
      data: { paymentIntentId: intent.id, clientSecret: intent.clientSecret },
    });
    return findCheckout(tx, checkoutId);
  });
  if (noted?.paymentIntentId === intent.id) return noted;
  await cancelPaymentIntent(shop, intent.id);
  throw new DomainError("HOLD_EXPIRED", {});
}

/** Waits for the tab that is asking Stripe; gives up after some seconds, as a customer would. */
async function awaitIntent(shop: Shop, checkoutId: string, error: DomainError): Promise<CheckoutRow> {
  for (let look = 0; look < 20; look += 1) {
    const checkout = await findCheckout(shop.db, checkoutId);
    if (checkout?.paymentIntentId) return checkout;
    await pause(250);
  }
  throw error;
}
