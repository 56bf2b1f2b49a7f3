import { endReservations, lockCheckout } from "@dualtrack/db";
import { factsOf } from "../payments/payment-facts.ts";
import { cancelPaymentIntent } from "../payments/payment-intents.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import type { Shop } from "../shop.ts";
import { holdUntil } from "./hold.ts";
import { liveCheckoutStates } from "./states.ts";

/** How long a checkout whose bank is still deciding is left alone before it is looked at again. */
const decisionPauseMs = 6 * 60 * 60_000;

interface EndedCheckout {
  /** The order, when it turned out that the checkout had been paid. */
  orderId: string | null;
  /** Lines of stock given back. */
  released: number;
}

/**
 * Ends a checkout without payment: first at Stripe, so that it can't be paid any more, then its hold on the stock.
 * If Stripe says that it has just been paid, it is settled instead; if the bank is still deciding, it stays.
 */
export async function cancelCheckout(
  shop: Shop,
  { checkoutId }: { checkoutId: string },
): Promise<EndedCheckout> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId },
    select: { paymentIntentId: true },
  });
  if (checkout === null) return { orderId: null, released: 0 };
  const heldBefore = await countHeld(shop, checkoutId);
  if (checkout.paymentIntentId === null) {
    await releaseUnpaid(shop, checkoutId);
  } else {
    const observedAt = shop.clock.now();
    const intent = await cancelPaymentIntent(shop, checkout.paymentIntentId);
    await settlePayment(shop, factsOf(intent, observedAt), "expiry");
    if (intent.status === "processing") await waitForBank(shop, checkoutId);
  }
  const after = await shop.db.checkout.findUniqueOrThrow({
    where: { id: checkoutId },
    select: { state: true, order: { select: { id: true, state: true } } },
  });
  const paid = after.order !== null && after.order.state !== "failed";
  const released = after.state === "completed" ? 0 : heldBefore - (await countHeld(shop, checkoutId));
  return { orderId: paid ? (after.order?.id ?? null) : null, released };
}

/** Ends every checkout whose time is up. One that fails is logged, counted, and tried again by the next sweep. */
export async function expireCheckouts(shop: Shop): Promise<{ released: number; failed: number }> {
  const due = await shop.db.checkout.findMany({
    where: { state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
    orderBy: { expiresAt: "asc" },
    select: { id: true },
    take: 1_000,
  });
  const sum = { released: 0, failed: 0 };
  for (const { id } of due) {
    try {
      sum.released += (await cancelCheckout(shop, { checkoutId: id })).released;
    } catch (error) {
      sum.failed += 1;
      shop.log.error({ err: error, checkoutId: id }, "a checkout whose time is up could not be ended");
    }
  }
  return sum;
}

/** The job queued for the moment the hold ends; does nothing when the hold was extended or the checkout is over. */
export async function expireCheckout(shop: Shop, { checkoutId }: { checkoutId: string }): Promise<void> {
  const checkout = await shop.db.checkout.findUnique({
    where: { id: checkoutId, state: { in: liveCheckoutStates }, expiresAt: { lte: shop.clock.now() } },
    select: { id: true },
  });
  if (checkout !== null) await cancelCheckout(shop, { checkoutId });
}

/** No intent is known, so no client secret was ever given out: there is nothing to cancel at Stripe. */
function releaseUnpaid(shop: Shop, checkoutId: string): Promise<void> {
  return shop.db.$transaction(async (tx) => {
    await lockCheckout(tx, checkoutId);
    const now = shop.clock.now();
    const ended = await tx.checkout.updateMany({
      where: { id: checkoutId, state: { in: liveCheckoutStates }, paymentIntentId: null },
      data: { state: "cancelled", endedAt: now },
    });
    if (ended.count === 1) await endReservations(tx, { checkoutId, state: "released", now });
  });
}

async function waitForBank(shop: Shop, checkoutId: string): Promise<void> {
  const until = new Date(shop.clock.now().getTime() + decisionPauseMs);
  await shop.db.$transaction(async (tx) => {
    await lockCheckout(tx, checkoutId);
    const live = await tx.checkout.count({ where: { id: checkoutId, state: { in: liveCheckoutStates } } });
    if (live === 1) await holdUntil(tx, { checkoutId, until });
  });
}

function countHeld(shop: Shop, checkoutId: string): Promise<number> {
  return shop.db.reservation.count({ where: { checkoutId, state: "held" } });
}
