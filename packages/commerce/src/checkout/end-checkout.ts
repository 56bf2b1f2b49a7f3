import { lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockCartOf } from "../cart/lock-cart.ts";
import { openRequests } from "../checkout-requests/checkout-requests.ts";
import { fulfilRequests } from "../checkout-requests/fulfil-requests.ts";
import { cancelUnpayable } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { reserveUntil } from "../checkouts/reserve-until.ts";
import { liveCheckoutStates } from "../checkouts/states.ts";
import { moveOrder } from "../orders/move-order.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import { endSession } from "../payment-sessions/session-kinds.ts";
import { openSessionOf, sessionRows } from "../payment-sessions/session-rows.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { transact } from "../unit-of-work.ts";

/** How long a checkout whose bank is still deciding is left alone before it is looked at again. */
const decisionPauseMs = 6 * 60 * 60_000;

interface EndedCheckout {
  /** The order, when it turned out that the checkout had been paid. */
  orderId: string | null;
  /** It is over, unpaid: it has nothing reserved any more. */
  isReleased: boolean;
}

/**
 * Ends a checkout without payment: first at Stripe, so that it can't be paid any more, then what its lines reserve.
 * If Stripe says that it has just been paid, it is settled instead; if the bank is still deciding, it stays.
 * What staff have asked for (`CheckoutRequest`) is done in the transaction that ends it.
 */
export async function cancelCheckout(
  shop: Shop,
  { checkoutId }: { checkoutId: string },
): Promise<EndedCheckout> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId },
    select: { ownerHash: true, paymentSessions: sessionRows },
  });
  if (checkout === null) return { orderId: null, isReleased: true };
  const session = openSessionOf(checkout.paymentSessions);
  const facts = session === null ? null : await endSession(shop, session);
  if (facts === null) {
    const { ownerHash } = checkout;
    await releaseUnpaid(shop, { checkoutId, ownerHash, endedId: session?.stripeId ?? null });
  } else await settlePayment(shop, facts, "expiry");
  if (facts?.status === "processing") await waitForBank(shop, checkoutId);
  const after = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { state: true, order: { select: { id: true, state: true } } },
  });
  const paid = after.order !== null && after.order.state !== "failed";
  const isReleased = after.state === "expired" || after.state === "cancelled";
  return { orderId: paid ? (after.order?.id ?? null) : null, isReleased };
}

/**
 * Ends every checkout whose time is up. One that fails is logged, counted, and tried again by the next sweep. While
 * Stripe is away none can be ended, as it may be paid; then the sweep stops.
 */
export async function expireCheckouts(shop: Shop): Promise<{ released: number; failed: number }> {
  const due = await shop.db.checkout.findMany({
    where: { state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
    orderBy: { expiresAt: "asc" },
    select: { id: true },
    take: 1_000,
  });
  const sum = { released: 0, failed: 0 };
  for (const [done, { id }] of due.entries()) {
    try {
      if ((await cancelCheckout(shop, { checkoutId: id })).isReleased) sum.released += 1;
    } catch (error) {
      sum.failed += 1;
      shop.log.error({ err: error, checkoutId: id }, "a checkout whose time is up could not be ended");
      if (await isStripeOutage(shop, error)) return { ...sum, failed: sum.failed + due.length - done - 1 };
    }
  }
  return sum;
}

/** The job queued for the moment the reservation ends; does nothing when the reservation was extended or the checkout is over. */
export async function expireCheckout(shop: Shop, { checkoutId }: { checkoutId: string }): Promise<void> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId, state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
    select: { id: true },
  });
  if (checkout !== null) await cancelCheckout(shop, { checkoutId });
}

interface ReleaseUnpaid {
  checkoutId: string;
  ownerHash: string;
  /** The session that was ended at Stripe; null: none was open. */
  endedId: string | null;
}

/**
 * Nobody can pay: no session is open (whoever is opening one just now finds the checkout ended, and ends it), or the one
 * that was has ended without a payment.
 */
function releaseUnpaid(shop: Shop, { checkoutId, ownerHash, endedId }: ReleaseUnpaid): Promise<void> {
  return transact(bindLog(shop, { checkoutId }), "expiry", async (unit) => {
    const { tx } = unit;
    const cartId = await lockCartOf(unit, ownerHash);
    await lockCheckout(tx, checkoutId);
    if (endedId !== null) await recordSessionEnd(unit, { stripeId: endedId });
    if (await cancelUnpayable(unit, checkoutId)) {
      await lineReservations.release(unit, { checkoutId, state: "released" });
      const order = await tx.order.findUnique({ where: { checkoutId }, select: { id: true } });
      if (order !== null) await moveOrder(unit, order.id, "failed", { kind: "payment_failed" });
    }
    await fulfilRequests(unit, await openRequests(tx, checkoutId));
    await followOrder(unit, { checkoutId, cartId });
  });
}

async function waitForBank(shop: Shop, checkoutId: string): Promise<void> {
  await transact(shop, "expiry", async ({ tx, now }) => {
    const until = new Date(now.getTime() + decisionPauseMs);
    await lockCheckout(tx, checkoutId);
    const live = await tx.checkout.count({ where: { id: checkoutId, state: { in: liveCheckoutStates } } });
    if (live === 1) await reserveUntil(tx, { checkoutId, until });
  });
}
