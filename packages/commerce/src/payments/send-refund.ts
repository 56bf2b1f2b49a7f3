import { lockCheckout, transact } from "@dualtrack/db";
import Stripe from "stripe";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { noteOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { refundIdKey } from "./payment-intents.ts";
import { findOrderOfPayment } from "./request-refund.ts";
import { syncPayment } from "./sync-payment.ts";

/**
 * Sends a refund that was decided on, once: Stripe is first asked whether an earlier attempt got through, and the
 * refund's id is the idempotency key. Throws when Stripe fails, so that the queue tries again.
 * @see https://docs.stripe.com/api/refunds/create
 */
export async function sendRefund(shop: Shop, { refundId }: { refundId: string }): Promise<void> {
  const refund = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  if (refund.state !== "requested") return;
  const { paymentIntentId, amount, sendNumber } = refund;
  const sent = await shop.stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  if (!sent.data.some(({ metadata }) => metadata?.[refundIdKey] === refundId)) {
    try {
      await shop.stripe.refunds.create(
        { payment_intent: paymentIntentId, amount, metadata: { [refundIdKey]: refundId } },
        { idempotencyKey: `${refundId}:${sendNumber}` },
      );
    } catch (error) {
      await afterFailure(shop, refundId, error);
    }
  }
  await syncPayment(shop, { paymentIntentId, track: "sync" });
}

async function afterFailure(shop: Shop, refundId: string, error: unknown): Promise<void> {
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    // Stripe says no for good, e.g. because somebody has refunded it in the dashboard meanwhile.
    shop.log.error({ err: error, refundId }, "Stripe refused a refund");
    await failRefund(shop, refundId, error.code ?? error.message);
    return;
  }
  if (error instanceof Stripe.errors.StripeAPIError)
    await shop.db.refund.update({ where: { id: refundId }, data: { sendNumber: { increment: 1 } } });
  throw error;
}

async function failRefund(shop: Shop, refundId: string, failureReason: string): Promise<void> {
  const at = shop.clock.now();
  await transact(shop.db, async (tx) => {
    const { payment } = await tx.refund.findUniqueOrThrow({
      where: { id: refundId },
      select: { payment: { select: { checkoutId: true } } },
    });
    await lockCheckout(tx, payment.checkoutId);
    const { paymentIntentId, amount, currency } = await tx.refund.update({
      where: { id: refundId },
      data: { state: "failed", failureReason },
    });
    const order = await findOrderOfPayment(tx, paymentIntentId);
    if (order === null) return;
    const details = { amount, currency, reason: failureReason };
    await noteOnTimeline(tx, order.id, { kind: "refund_failed", track: "sync", details, at });
    await followFulfilment(tx, order.id, { track: "sync", at });
  });
}
