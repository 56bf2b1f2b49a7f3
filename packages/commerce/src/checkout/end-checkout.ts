import { type ExpiredCheckout, expiredCheckouts, lockCheckout } from "@dualtrack/db";
import { bindLog } from "../bind-log.ts";
import { followOrder } from "../cart/follow-order.ts";
import { lockWithCart } from "../cart/lock-cart.ts";
import { openRequests } from "../checkout-requests/checkout-requests.ts";
import { fulfilRequests } from "../checkout-requests/fulfil-requests.ts";
import { cancelUnpayable } from "../checkouts/end-checkout.ts";
import { lineReservations } from "../checkouts/line-reservations.ts";
import { reserveUntil } from "../checkouts/reserve-until.ts";
import { isLiveCheckout, liveCheckoutStates } from "../checkouts/states.ts";
import { releaseUses } from "../discounts/discount-uses.ts";
import { moveOrder } from "../orders/move-order.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import { endSession } from "../payment-sessions/session-kinds.ts";
import { openSessionOf, sessionRows } from "../payment-sessions/session-rows.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { transact } from "../unit-of-work.ts";

/** After this time a checkout whose bank has not decided is checked again, in ms. */
const decisionPauseMs = 6 * 60 * 60_000;

interface EndedCheckout {
  /** The order, if the checkout turned out to be paid. */
  orderId: string | null;
  /** Whether the checkout has ended unpaid and released its reservations, now or before. */
  isReleased: boolean;
}

/**
 * Ends a checkout without payment: first its session at Stripe, so that it can't be paid any more, then its reservations.
 * If it turns out to be paid, it is settled instead; if the bank still decides, it stays as it is. Staff requests
 * (`CheckoutRequest`) are carried out in the same transaction.
 */
export async function cancelCheckout(
  shop: Shop,
  { checkoutId }: { checkoutId: string },
): Promise<EndedCheckout> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId },
    select: { captureMethod: true, paymentSessions: sessionRows },
  });
  if (checkout === null) return { orderId: null, isReleased: true };
  const session = openSessionOf(checkout.paymentSessions);
  const { captureMethod } = checkout;
  const facts = session === null ? null : await endSession(shop, { ...session, captureMethod });
  if (facts === null) {
    await releaseUnpaid(shop, { checkoutId, endedId: session?.stripeId ?? null });
  } else await settlePayment(shop, facts, "expiry");
  if (facts?.status === "processing") await waitForBank(shop, checkoutId);
  let after = await findEnded(shop, checkoutId);
  if (facts?.status === "canceled" && isLiveCheckout(after.state)) {
    // The payment was being replaced by another one, which was never opened.
    await releaseUnpaid(shop, { checkoutId, endedId: null });
    after = await findEnded(shop, checkoutId);
  }
  const paid = after.order !== null && after.order.state !== "failed";
  const isReleased = after.state === "expired" || after.state === "cancelled";
  return { orderId: paid ? (after.order?.id ?? null) : null, isReleased };
}

function findEnded(shop: Shop, id: string) {
  return shop.db.checkout.findUniqueOrThrow({
    where: { id },
    select: { state: true, order: { select: { id: true, state: true } } },
  });
}

/** So many are read at once: what others have locked meanwhile is passed over. */
const expiredTogether = 100;

/** What a run has released; `left`: due checkouts that it did not come to, as its time was up or Stripe was away. */
export interface ExpiredCheckouts {
  released: number;
  failed: number;
  left: number;
}

/**
 * Ends the checkouts whose reservation has expired, the oldest first, for `withinMs` at most. It waits for nobody: a checkout that
 * somebody else has locked is left to the next run. A failure is logged and counted, and the next run retries it. While Stripe can't
 * be reached none can be ended, as it may be paid; then the run stops.
 */
export async function expireCheckouts(
  shop: Shop,
  { withinMs = 50_000 }: { withinMs?: number } = {},
): Promise<ExpiredCheckouts> {
  const began = performance.now();
  const sum = { released: 0, failed: 0, left: 0 };
  let after: ExpiredCheckout | null = null;
  for (;;) {
    const due = await expiredCheckouts(shop.db, { now: shop.clock.now(), after, limit: expiredTogether });
    for (const { id } of due) {
      try {
        if ((await endExpired(shop, id)).isReleased) sum.released += 1;
      } catch (error) {
        sum.failed += 1;
        shop.log.error({ err: error, checkoutId: id }, "an expired checkout could not be ended");
        if (await isStripeOutage(shop, error)) return withLeft(shop, sum);
      }
      if (performance.now() - began >= withinMs) return withLeft(shop, sum);
    }
    after = due.at(-1) ?? null;
    if (after === null) return sum;
  }
}

async function withLeft(shop: Shop, sum: ExpiredCheckouts): Promise<ExpiredCheckouts> {
  const due = await shop.db.checkout.count({
    where: { state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
  });
  return { ...sum, left: Math.max(0, due - sum.failed) };
}

/** The job that runs when the reservation ends. It does nothing if the reservation was extended or the checkout has ended. */
export async function expireCheckout(shop: Shop, { checkoutId }: { checkoutId: string }): Promise<void> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId, state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
    select: { id: true },
  });
  if (checkout !== null) await endExpired(shop, checkoutId);
}

async function endExpired(shop: Shop, checkoutId: string): Promise<EndedCheckout> {
  let outcome = "failed";
  try {
    const ended = await cancelCheckout(shop, { checkoutId });
    outcome = "ended";
    return ended;
  } finally {
    shop.measures.record("reservation_expiries_total", { outcome });
  }
}

interface ReleaseUnpaid {
  checkoutId: string;
  /** The session that was ended at Stripe; null if none was open. */
  endedId: string | null;
}

/**
 * Ends a checkout that can't be paid: no session is open, or its session has ended without a payment. (A session that is
 * being opened at the same time finds the checkout ended and is ended, too.)
 */
function releaseUnpaid(shop: Shop, { checkoutId, endedId }: ReleaseUnpaid): Promise<void> {
  return transact(bindLog(shop, { checkoutId }), "expiry", async (unit) => {
    const { tx } = unit;
    const { cartId } = await lockWithCart(unit, checkoutId);
    if (endedId !== null) await recordSessionEnd(unit, { stripeId: endedId });
    if (await cancelUnpayable(unit, checkoutId)) {
      await releaseUses(unit, { checkoutId });
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
