import { passOrderNumber } from "@dualtrack/db";
import type Stripe from "stripe";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { recordFailures } from "../payments/record-failures.ts";
import { isPaidOrEnded } from "../payments/record-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { wasOrdered } from "../restore/judge-unknown.ts";
import { beginPass, completePass, type Pass, saveCursor } from "../restore/reconciliation-pass.ts";
import type { Shop } from "../shop.ts";
import { readOrderNumber } from "../stripe/payment-description.ts";
import { factsOf, ourCheckoutId } from "../stripe/payment-facts.ts";
import { shopIdOf } from "../stripe/shop-id.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import { alertUnknownPayments } from "../unknown-payments/alert-unknown-payments.ts";
import { isActedOn } from "../webhooks/event-types.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { listRisks } from "./compare-risks.ts";

interface Reconciled {
  compared: number;
  settled: number;
  eventsFetched: number;
  failed: number;
}

/** Payments per page; the cursor is stored after each page. */
const pageSize = 100;

/**
 * Compares Stripe's payments with ours, from `windowMs` before the last complete pass, and settles those that differ; then
 * refunds, disputes, fraud warnings and reviews, including ours that are open; then fetches the events that Stripe could
 * not deliver. Objects come first, as an event may not exist at all. This covers outages, and a database that was restored
 * from a dump: lost orders are restored.
 *
 * A failure is logged and counted, and the others are settled; the next pass then looks back as far again. A pass that was
 * interrupted is resumed first.
 */
export async function reconcile(shop: Shop, { windowMs }: { windowMs: number }): Promise<Reconciled> {
  const sum: Reconciled = { compared: 0, settled: 0, eventsFetched: 0, failed: 0 };
  const interrupted = await beginPass(shop, { windowMs, resume: true });
  if (interrupted !== null) await runPass(shop, interrupted, sum);
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
  for (const { id, findUnsettledPayment } of await listRisks(shop, created, countFailure)) {
    try {
      const paymentIntentId = await findUnsettledPayment();
      if (paymentIntentId !== null) await settle(paymentIntentId);
    } catch (error) {
      countFailure(error, { risk: id });
    }
  }
  await compareRefunds(shop, { created, settle, countFailure });
  await retryShortOrders(shop, { settle, countFailure });
  // A bank may return a refund weeks later. Only an event reports that, which a restored database may have lost.
  for (const filter of [{ delivery_success: false }, { type: "refund.failed" }])
    for await (const event of shop.stripe.events.list({ created, ...filter, limit: 100 })) {
      if (!isActedOn(event)) continue;
      try {
        await receiveEvent(shop, event, { isFetched: true });
        sum.eventsFetched += 1;
      } catch (error) {
        countFailure(error, { eventId: event.id });
      }
    }
  await completePass(shop, pass, { isWhole: sum.failed === failedBefore });
}

interface Comparison {
  created: Stripe.RangeQueryParam;
  settle(paymentIntentId: string): Promise<void>;
  countFailure(error: unknown, facts: object): void;
}

/** Compares our payments in the window, newest first. New order numbers are then greater than the highest one seen. */
async function comparePayments(
  shop: Shop,
  pass: Pass,
  { created, settle, countFailure, sum }: Comparison & { sum: Reconciled },
): Promise<void> {
  const shopId = await shopIdOf(shop);
  const from = pass.cursor === null ? {} : { starting_after: pass.cursor };
  const list = { created, ...from, limit: pageSize, expand: ["data.latest_charge"] };
  const observedAt = shop.clock.now();
  let count = 0;
  let highest = 0;
  for await (const intent of shop.stripe.paymentIntents.list(list)) {
    const { shopId: ownerShopId } = factsOf(intent, pass.startedAt).origin;
    if (ourCheckoutId(intent) !== null && (ownerShopId === null || ownerShopId === shopId)) {
      sum.compared += 1;
      try {
        const number = ownerShopId === shopId ? (readOrderNumber(intent) ?? 0) : 0;
        if (number > highest) await passOrderNumber(shop.db, number);
        highest = Math.max(highest, number);
        const isUnsettled = !(await isSettled(shop, intent));
        if (isUnsettled) await settle(intent.id);
        // Declined attempts of a payment that no other track has seen, or that never succeeded, may be missing.
        if (isUnsettled || intent.last_payment_error !== null)
          await recordFailures(shop, factsOf(intent, observedAt), "reconciliation");
      } catch (error) {
        if (await isStripeOutage(shop, error)) throw error; // the queue retries from the stored cursor
        countFailure(error, { paymentIntentId: intent.id });
      }
    }
    count += 1;
    if (count % pageSize === 0) await saveCursor(shop, pass, intent.id);
  }
}

/** Whether our rows match Stripe's payment, if it has an outcome. */
async function isSettled(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  const facts = factsOf(intent, shop.clock.now());
  const known = await shop.db.payment.findUnique({
    where: { paymentIntentId: intent.id },
    select: { status: true, amountRefunded: true, _count: { select: { disputes: true } } },
  });
  if (known === null && (await isLost(shop, intent))) return !wasOrdered(facts);
  if (!isPaidOrEnded(facts.status)) return true;
  return (
    known?.status === intent.status &&
    known.amountRefunded === facts.amountRefunded &&
    (!facts.isDisputed || known._count.disputes > 0)
  );
}

async function isLost(shop: Shop, intent: Stripe.PaymentIntent): Promise<boolean> {
  return (await shop.db.checkout.count({ where: { id: ourCheckoutId(intent) ?? "" } })) === 0;
}

/** Compares the refunds of the window, whose payments may be much older. */
async function compareRefunds(shop: Shop, { created, settle, countFailure }: Comparison): Promise<void> {
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

/** Retries lost orders that were out of stock, after ending the old reservations of a restored database. */
async function retryShortOrders(shop: Shop, { settle, countFailure }: Omit<Comparison, "created">) {
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
