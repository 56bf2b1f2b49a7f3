import { lockCheckout } from "@dualtrack/db";
import Stripe from "stripe";
import { recordProblem } from "../authorizations/record-problem.ts";
import { bindLog } from "../bind-log.ts";
import { amountToCapture } from "../payment-state/uncaptured.ts";
import type { Shop } from "../shop.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  retrievePaymentIntent,
} from "../stripe/payment-intents.ts";
import { isUnavailable, stripeProblemText } from "../stripe/stripe-outage.ts";
import { transact } from "../unit-of-work.ts";
import { settlePayment } from "./settle-payment.ts";
import { syncPayment } from "./sync-payment.ts";

interface AuthorizedPayment {
  paymentIntentId: string;
}

/**
 * Captures what is left of an authorization that is requested to be captured, and settles the payment as it is then. It is harmless to run twice, as Stripe
 * captures once. Throws when Stripe can't be reached, so that the queue retries; its refusal is recorded for staff, unless the payment
 * has ended meanwhile.
 */
export async function capturePayment(unbound: Shop, { paymentIntentId }: AuthorizedPayment): Promise<void> {
  const shop = bindLog(unbound, { paymentIntentId });
  const due = await shop.db.paymentAuthorization.count({
    where: {
      paymentIntentId,
      captureRequestedAt: { not: null },
      releaseRequestedAt: null,
      payment: { status: "requires_capture" },
    },
  });
  if (due === 0) return;
  const payment = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId },
    select: { amount: true, refunds: { select: { amount: true, isUncaptured: true } } },
  });
  // Nothing can be cancelled of it any more, as its capture is requested.
  const amount = amountToCapture(payment);
  await endAuthorization(shop, paymentIntentId, () =>
    capturePaymentIntent(shop, { paymentIntentId, amount }),
  );
}

/**
 * Releases an authorization that has no order, and settles the payment as it is then. One that was captured meanwhile is refunded by
 * that.
 */
export async function releasePayment(unbound: Shop, { paymentIntentId }: AuthorizedPayment): Promise<void> {
  const shop = bindLog(unbound, { paymentIntentId });
  const due = await shop.db.paymentAuthorization.count({
    where: { paymentIntentId, releaseRequestedAt: { not: null }, payment: { status: "requires_capture" } },
  });
  if (due === 0) return;
  await endAuthorization(shop, paymentIntentId, () => cancelPaymentIntent(shop, paymentIntentId));
}

async function endAuthorization(
  shop: Shop,
  paymentIntentId: string,
  end: () => Promise<unknown>,
): Promise<void> {
  let refusal: unknown = null;
  try {
    await end();
  } catch (error) {
    // What Stripe answers about this payment is final until somebody changes something; anything else is tried again.
    if (!(error instanceof Stripe.errors.StripeError) || isUnavailable(error)) throw error;
    if (error instanceof Stripe.errors.StripeAuthenticationError) throw error;
    refusal = error;
  }
  if (refusal === null) {
    await syncPayment(shop, { paymentIntentId, track: "sync" });
    return;
  }
  const observedAt = shop.clock.now();
  const intent = await retrievePaymentIntent(shop, paymentIntentId);
  await settlePayment(shop, factsOf(intent, observedAt), "sync");
  if (intent.status !== "requires_capture") return;
  shop.log.error({ err: refusal }, "Stripe refused to capture or release an authorization");
  const problem = stripeProblemText(refusal);
  const { checkoutId } = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId },
    select: { checkoutId: true },
  });
  await transact(shop, "sync", async (unit) => {
    await lockCheckout(unit.tx, checkoutId);
    await recordProblem(unit, { paymentIntentId, problem });
  });
}
