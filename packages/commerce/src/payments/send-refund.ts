import type { Refund } from "@dualtrack/db";
import Stripe from "stripe";
import { bindLog } from "../bind-log.ts";
import { queueJob } from "../jobs.ts";
import { failRefund } from "../refunds/fail-refund.ts";
import { nextTryForFunds } from "../refunds/next-try-for-funds.ts";
import { renewIdempotencyKey } from "../refunds/renew-idempotency-key.ts";
import type { Shop } from "../shop.ts";
import { readRefundMetadata, stripeReason, writeRefundMetadata } from "../stripe/refund-metadata.ts";
import { transact } from "../unit-of-work.ts";
import { syncPayment } from "./sync-payment.ts";

/**
 * Sends a refund that was decided on, once: Stripe is first asked whether an earlier attempt got through, and the
 * refund's id is the idempotency key. Throws when Stripe fails, so that the queue tries again.
 * @see https://docs.stripe.com/api/refunds/create
 */
export async function sendRefund(unbound: Shop, { refundId }: { refundId: string }): Promise<void> {
  const shop = bindLog(unbound, { refundId });
  const refund = await shop.db.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { lines: { include: { orderLine: { select: { sku: true } } } } },
  });
  if (refund.state !== "requested") return;
  const { paymentIntentId, amount, reason, requestedBy, note, sendNumber } = refund;
  const sent = await shop.stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  if (!sent.data.some(({ metadata }) => readRefundMetadata(metadata)?.refundId === refundId)) {
    const lines = refund.lines.map(({ orderLine, quantity, restock }) => ({
      sku: orderLine.sku,
      quantity,
      restock,
    }));
    const itsReason = stripeReason(reason);
    try {
      await shop.stripe.refunds.create(
        {
          payment_intent: paymentIntentId,
          amount,
          ...(itsReason === undefined ? {} : { reason: itsReason }),
          metadata: writeRefundMetadata({ refundId, reason, lines, requestedBy, note }),
        },
        { idempotencyKey: `${refundId}:${sendNumber}` },
      );
    } catch (error) {
      if (await isLeftForLater(shop, refund, error)) return;
    }
  }
  await syncPayment(shop, { paymentIntentId, track: "sync" });
}

/**
 * Throws what the queue mends by trying again soon. Otherwise Stripe has said no: the refund has failed, or waits until
 * there is enough in the balance, and then nothing is to be looked at now.
 */
async function isLeftForLater(shop: Shop, refund: Refund, error: unknown): Promise<boolean> {
  const { id: refundId } = refund;
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    const failureReason = error.code ?? error.message;
    const runAt = await nextTryForFunds(shop.db, { ...refund, failureReason }, shop.clock.now());
    if (runAt === null) {
      // Stripe says no for good, e.g. because somebody has refunded it in the dashboard meanwhile.
      shop.log.error({ err: error }, "Stripe refused a refund");
      await transact(shop, "sync", (unit) => failRefund(unit, { refundId, failureReason }));
      return false;
    }
    shop.log.warn({ runAt }, "the balance at Stripe is too small for a refund: it is sent later");
    await transact(shop, "sync", async ({ tx }) => {
      await renewIdempotencyKey(tx, refundId);
      await queueJob(tx, "send-refund", { refundId }, { runAt });
    });
    return true;
  }
  // Stripe keeps its answer to a key, also that it failed. One that is in use (409) is not answered yet, and stays.
  const isFailure = error instanceof Stripe.errors.StripeAPIError && (error.statusCode ?? 0) >= 500;
  if (isFailure || error instanceof Stripe.errors.StripeIdempotencyError)
    await renewIdempotencyKey(shop.db, refundId);
  throw error;
}
