import type Stripe from "stripe";
import type { Shop } from "../shop.ts";
import { listClaims } from "./compare-risks.ts";
import { factsOf, ourCheckoutId } from "./payment-facts.ts";
import { receiveEvent } from "./receive-event.ts";
import { recordFailures } from "./record-failures.ts";
import { isStripeOutage } from "./stripe-outage.ts";
import { syncPayment } from "./sync-payment.ts";

/**
 * Compares Stripe's payments of the last `windowMs` with ours and settles what differs; then its disputes, fraud
 * warnings and reviews, with those that we hold as open; then fetches the events that Stripe could not deliver. Objects first: an event may never have been made at all. One that fails is logged and
 * counted, and keeps none of the others waiting.
 */
export async function reconcile(
  shop: Shop,
  { windowMs }: { windowMs: number },
): Promise<{ compared: number; settled: number; eventsFetched: number; failed: number }> {
  const created = { gte: Math.floor((shop.clock.now().getTime() - windowMs) / 1000) };
  const sum = { compared: 0, settled: 0, eventsFetched: 0, failed: 0 };
  const countFailure = (error: unknown, facts: object) => {
    sum.failed += 1;
    shop.log.error({ err: error, ...facts }, "reconciliation could not settle something");
  };
  const observedAt = shop.clock.now();
  const intents = shop.stripe.paymentIntents.list({ created, limit: 100, expand: ["data.latest_charge"] });
  for await (const intent of intents) {
    if (ourCheckoutId(intent) === null) continue;
    sum.compared += 1;
    try {
      const isNews = !(await isBooked(shop, intent));
      if (isNews) {
        await syncPayment(shop, { paymentIntentId: intent.id, track: "reconciliation", thorough: true });
        sum.settled += 1;
      }
      // A payment that only we have found, or that never succeeded: tries of it may have been refused unseen.
      if (isNews || intent.last_payment_error !== null) await recordFailures(shop, intent, observedAt);
    } catch (error) {
      if (await isStripeOutage(shop, error)) throw error; // the queue tries the whole of it again
      countFailure(error, { paymentIntentId: intent.id });
    }
  }
  for (const { id, findUnbooked } of await listClaims(shop, created, countFailure)) {
    try {
      const paymentIntentId = await findUnbooked();
      if (paymentIntentId === null) continue;
      const settlement = await syncPayment(shop, {
        ...{ paymentIntentId, thorough: true },
        track: "reconciliation",
      });
      if (settlement !== "foreign") sum.settled += 1;
    } catch (error) {
      countFailure(error, { claim: id });
    }
  }
  for await (const event of shop.stripe.events.list({ created, delivery_success: false, limit: 100 })) {
    try {
      await receiveEvent(shop, event, { isFetched: true });
      sum.eventsFetched += 1;
    } catch (error) {
      countFailure(error, { eventId: event.id });
    }
  }
  return sum;
}

/** Whether our books say of a payment what Stripe says, as far as it is decided. */
async function isBooked(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  if (intent.status !== "succeeded" && intent.status !== "canceled") return true;
  const known = await shop.db.payment.findUnique({
    where: { paymentIntentId: intent.id },
    select: { status: true, amountRefunded: true, _count: { select: { disputes: true } } },
  });
  const { amountRefunded, isDisputed } = factsOf(intent, shop.clock.now());
  return (
    known?.status === intent.status &&
    known.amountRefunded === amountRefunded &&
    (!isDisputed || known._count.disputes > 0)
  );
}
