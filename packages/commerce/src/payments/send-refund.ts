import type { Refund } from "@dualtrack/db";
import Stripe from "stripe";
import { bindLog } from "../bind-log.ts";
import { isAutomatic } from "../payment-state/refundable.ts";
import { failRefund } from "../refunds/fail-refund.ts";
import { nextAttemptForFunds } from "../refunds/next-attempt-for-funds.ts";
import { queueSendRefund } from "../refunds/queue-send-refund.ts";
import { renewIdempotencyKey } from "../refunds/renew-idempotency-key.ts";
import type { Shop } from "../shop.ts";
import { readRefundMetadata, stripeReason, writeRefundMetadata } from "../stripe/refund-metadata.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact } from "../unit-of-work.ts";
import { syncPayment } from "./sync-payment.ts";

/**
 * Sends a requested refund to Stripe, once: it first checks at Stripe whether an earlier attempt succeeded, and the refund's
 * id is in the idempotency key. Throws when Stripe fails, so that the queue retries. While automatic refunds are switched off, those are
 * held back, and `queueHeldRefunds` or staff send them.
 * @see https://docs.stripe.com/api/refunds/create
 */
export async function sendRefund(unbound: Shop, { refundId }: { refundId: string }): Promise<void> {
  const shop = bindLog(unbound, { refundId });
  const refund = await shop.db.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { lines: { include: { orderLine: { select: { sku: true } } } } },
  });
  if (refund.state !== "requested") return;
  if (isAutomatic(refund) && !(await switchesOf(shop.settings, { tx: shop.db })).automatic_refunds) return;
  const { paymentIntentId, amount, reason, requestedBy, note, sendNumber } = refund;
  const sent = await shop.stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  if (!sent.data.some(({ metadata }) => readRefundMetadata(metadata)?.refundId === refundId)) {
    const lines = refund.lines.map(({ orderLine, quantity, restock }) => ({
      sku: orderLine.sku,
      quantity,
      restock,
    }));
    const reasonAtStripe = stripeReason(reason);
    try {
      await shop.stripe.refunds.create(
        {
          payment_intent: paymentIntentId,
          amount,
          ...(reasonAtStripe === undefined ? {} : { reason: reasonAtStripe }),
          metadata: writeRefundMetadata({ refundId, reason, lines, requestedBy, note }),
        },
        { idempotencyKey: `${refundId}:${sendNumber}` },
      );
    } catch (error) {
      if (await isPostponed(shop, refund, error)) return;
    }
  }
  await syncPayment(shop, { paymentIntentId, track: "sync" });
}

/**
 * Handles an error of Stripe. Throws errors that the queue retries soon. After a refusal the refund has failed (answers
 * false), or is postponed until the balance is sufficient (answers true).
 */
async function isPostponed(shop: Shop, refund: Refund, error: unknown): Promise<boolean> {
  const { id: refundId } = refund;
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    const failureReason = error.code ?? error.message;
    const runAt = await nextAttemptForFunds(shop.db, { ...refund, failureReason }, shop.clock.now());
    if (runAt === null) {
      // The refusal is final, e.g. because somebody has refunded the payment in the dashboard meanwhile.
      shop.log.error({ err: error }, "Stripe refused a refund");
      await transact(shop, "sync", (unit) => failRefund(unit, { refundId, failureReason }));
      return false;
    }
    shop.log.warn({ runAt }, "the balance at Stripe is too small for a refund: it is sent later");
    await transact(shop, "sync", async ({ tx }) => {
      await renewIdempotencyKey(tx, refundId);
      await queueSendRefund(tx, refundId, { runAt });
    });
    return true;
  }
  // Stripe stores its answer to a key, also a failure. A key that is in use (409) has no answer yet, and is kept.
  const isFailure = error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500;
  if (isFailure || error instanceof Stripe.errors.StripeIdempotencyError)
    await renewIdempotencyKey(shop.db, refundId);
  throw error;
}
