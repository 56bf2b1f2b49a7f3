import { passOrderNumber } from "@dualtrack/db";
import type Stripe from "stripe";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { recordFailures } from "../payments/record-failures.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { wasOrdered } from "../restore/judge-unknown.ts";
import { beginPass, completePass, keepCursor, type Pass } from "../restore/reconciliation-pass.ts";
import type { Shop } from "../shop.ts";
import { readOrderNumber } from "../stripe/payment-description.ts";
import { factsOf, ourCheckoutId } from "../stripe/payment-facts.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { alertUnknownPayments } from "../unknown-payments/alert-unknown-payments.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { listClaims } from "./compare-risks.ts";

interface Reconciled {
  compared: number;
  settled: number;
  eventsFetched: number;
  failed: number;
}

/** So many payments are compared between two notes of how far it has come. */
const pageSize = 100;

/**
 * Compares Stripe's payments with ours, from `windowMs` before the last time that it was done, and settles what differs;
 * then its refunds, disputes, fraud warnings and reviews, with those that we hold as open; then fetches the events that
 * Stripe could not deliver. Objects first: an event may never have been made at all. So it covers an outage, and a
 * database that was restored from a dump: orders that it has lost are made again.
 *
 * One that fails is logged and counted, and keeps none of the others waiting; the next time looks as far back again.
 * What was cut off goes on where it was.
 */
export async function reconcile(shop: Shop, { windowMs }: { windowMs: number }): Promise<Reconciled> {
  const sum: Reconciled = { compared: 0, settled: 0, eventsFetched: 0, failed: 0 };
  const cutOff = await beginPass(shop, { windowMs, resume: true });
  if (cutOff !== null) await runPass(shop, cutOff, sum);
  const pass = await beginPass(shop, { windowMs, resume: false });
  if (pass !== null) await runPass(shop, pass, sum);
  await alertUnknownPayments(shop);
  return sum;
}

async function runPass(shop: Shop, pass: Pass, sum: Reconciled): Promise<void> {
  const failedBefore = sum.failed;
  const countFailure = (error: unknown, facts: object) => {
    sum.failed += 1;
    shop.log.error({ err: error, ...facts }, "reconciliation could not settle something");
  };
  const created = { gte: Math.floor(pass.since.getTime() / 1000) };
  const settle = async (paymentIntentId: string) => {
    const settlement = await syncPayment(shop, { paymentIntentId, track: "reconciliation", thorough: true });
    if (settlement !== "foreign") sum.settled += 1;
  };
  await comparePayments(shop, pass, { created, settle, countFailure, sum });
  for (const { id, findUnbooked } of await listClaims(shop, created, countFailure)) {
    try {
      const paymentIntentId = await findUnbooked();
      if (paymentIntentId !== null) await settle(paymentIntentId);
    } catch (error) {
      countFailure(error, { claim: id });
    }
  }
  await compareRefunds(shop, { created, settle, countFailure });
  await retryShortOrders(shop, { settle, countFailure });
  // A bank may return a refund weeks later: that is told by an event alone, and a restored inbox has lost it.
  for (const filter of [{ delivery_success: false }, { type: "refund.failed" }])
    for await (const event of shop.stripe.events.list({ created, ...filter, limit: 100 })) {
      try {
        await receiveEvent(shop, event, { isFetched: true });
        sum.eventsFetched += 1;
      } catch (error) {
        countFailure(error, { eventId: event.id });
      }
    }
  await completePass(shop, pass, { isWhole: sum.failed === failedBefore });
}

interface Comparing {
  created: Stripe.RangeQueryParam;
  settle(paymentIntentId: string): Promise<void>;
  countFailure(error: unknown, facts: object): void;
}

/** Every payment of ours in the window, newest first; order numbers go on above the highest that is seen. */
async function comparePayments(
  shop: Shop,
  pass: Pass,
  { created, settle, countFailure, sum }: Comparing & { sum: Reconciled },
): Promise<void> {
  const { id: shopId } = await shop.db.shopIdentity.findFirstOrThrow();
  const from = pass.cursor === null ? {} : { starting_after: pass.cursor };
  const list = { created, ...from, limit: pageSize, expand: ["data.latest_charge"] };
  const observedAt = shop.clock.now();
  let seen = 0;
  let highest = 0;
  for await (const intent of shop.stripe.paymentIntents.list(list)) {
    const { shopId: markedBy } = factsOf(intent, pass.startedAt).origin;
    if (ourCheckoutId(intent) !== null && (markedBy === null || markedBy === shopId)) {
      sum.compared += 1;
      try {
        const number = markedBy === shopId ? (readOrderNumber(intent) ?? 0) : 0;
        if (number > highest) await passOrderNumber(shop.db, number);
        highest = Math.max(highest, number);
        const isNews = !(await isBooked(shop, intent));
        if (isNews) await settle(intent.id);
        // A payment that only we have found, or that never succeeded: tries of it may have been refused unseen.
        if (isNews || intent.last_payment_error !== null)
          await recordFailures(shop, factsOf(intent, observedAt), "reconciliation");
      } catch (error) {
        if (await isStripeOutage(shop, error)) throw error; // the queue tries again, from the last note on
        countFailure(error, { paymentIntentId: intent.id });
      }
    }
    seen += 1;
    if (seen % pageSize === 0) await keepCursor(shop, pass, intent.id);
  }
}

/** Whether our books say of a payment what Stripe says, as far as it is decided. */
async function isBooked(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  const facts = factsOf(intent, shop.clock.now());
  const known = await shop.db.payment.findUnique({
    where: { paymentIntentId: intent.id },
    select: { status: true, amountRefunded: true, _count: { select: { disputes: true } } },
  });
  if (known === null && (await isLost(shop, intent))) return !wasOrdered(facts);
  if (intent.status !== "succeeded" && intent.status !== "canceled") return true;
  return (
    known?.status === intent.status &&
    known.amountRefunded === facts.amountRefunded &&
    (!facts.isDisputed || known._count.disputes > 0)
  );
}

async function isLost(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  return (await shop.db.checkout.count({ where: { id: ourCheckoutId(intent) ?? "" } })) === 0;
}

/** Refunds of the window, whose payments may be much older. */
async function compareRefunds(shop: Shop, { created, settle, countFailure }: Comparing): Promise<void> {
  for await (const refund of shop.stripe.refunds.list({ created, limit: pageSize })) {
    const paymentIntentId =
      typeof refund.payment_intent === "string" ? refund.payment_intent : refund.payment_intent?.id;
    if (paymentIntentId === undefined) continue;
    try {
      const booked = await shop.db.refund.findUnique({
        where: { stripeRefundId: refund.id },
        select: { state: true },
      });
      if (booked?.state !== refund.status) await settle(paymentIntentId);
    } catch (error) {
      countFailure(error, { refundId: refund.id });
    }
  }
}

/** What was short of goods may find them once the reservations are ended that a restored database still has. */
async function retryShortOrders(shop: Shop, { settle, countFailure }: Omit<Comparing, "created">) {
  const short = await shop.db.unknownPayment.findMany({
    where: { state: "open", problem: "out_of_stock" },
    orderBy: { paidAt: "asc" },
    select: { paymentIntentId: true },
  });
  if (short.length === 0) return;
  await expireCheckouts(shop);
  for (const { paymentIntentId } of short)
    await settle(paymentIntentId).catch((error) => countFailure(error, { paymentIntentId }));
}
