import type { ReconciliationStep } from "@dualtrack/contract";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { recordCompleteUntil } from "../restore/complete-until.ts";
import type { Shop } from "../shop.ts";
import { isActedOn } from "../webhooks/event-types.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { compareCheckouts, compareOrders } from "./compare-books.ts";
import { comparePayments } from "./compare-payments.ts";
import { compareBalance, comparePayouts } from "./compare-payouts.ts";
import { compareBookedRefunds, compareRefunds } from "./compare-refunds.ts";
import { listRisks } from "./compare-risks.ts";
import { compareSessions } from "./compare-sessions.ts";
import { attempt, type Comparison, comparisonOf, countFailure, settle } from "./comparison.ts";
import { reviewOpen } from "./review-open.ts";
import { finishRun, type Run, saveProgress } from "./runs.ts";

/** What a run does, in this order: objects come before events, as an event may not exist at all. */
const steps: [ReconciliationStep, (comparison: Comparison) => Promise<void>][] = [
  ["payments", comparePayments],
  ["sessions", compareSessions],
  ["risks", compareRisks],
  ["refunds", compareRefunds],
  ["refunds", compareBookedRefunds],
  ["payouts", compareBalance],
  ["payouts", comparePayouts],
  ["orders", retryShortOrders],
  ["orders", compareOrders],
  ["checkouts", compareCheckouts],
  ["events", fetchEvents],
  ["discrepancies", reviewOpen],
];

/** Compares all of a run's window, from where an earlier process has left it, and ends the run. */
export async function walkRun(shop: Shop, run: Run): Promise<void> {
  const comparison = comparisonOf(shop, run);
  let failedPayouts = 0;
  for (const [step, work] of steps) {
    await saveProgress(shop, run, step);
    const failedBefore = run.counts.failed;
    await work(comparison);
    if (step === "payouts") failedPayouts += run.counts.failed - failedBefore;
  }
  await finishRun(shop, run);
  // A payout that can't be read, as the key may not, is asked for again by each run: the window of orders need not grow for it.
  if (run.until === null && run.counts.failed === failedPayouts)
    await recordCompleteUntil(shop, run.startedAt);
}

/** Compares disputes, fraud warnings and reviews, including ours that are open. */
async function compareRisks(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  const risks = await listRisks(shop, created, (error, facts) => countFailure(comparison, error, facts));
  for (const { id, findUnsettledPayment } of risks) {
    run.counts.risks += 1;
    await attempt(comparison, { risk: id }, async () => {
      const paymentIntentId = await findUnsettledPayment();
      if (paymentIntentId !== null) await settle(comparison, paymentIntentId);
    });
  }
}

/** Retries lost orders that were out of stock, after ending the old reservations of a restored database. */
async function retryShortOrders(comparison: Comparison): Promise<void> {
  const { shop } = comparison;
  const short = await shop.db.unknownPayment.findMany({
    where: { state: "open", problem: "out_of_stock" },
    orderBy: { paidAt: "asc" },
    select: { paymentIntentId: true },
  });
  if (short.length === 0) return;
  await expireCheckouts(shop);
  for (const { paymentIntentId } of short)
    await attempt(comparison, { paymentIntentId }, () => settle(comparison, paymentIntentId));
}

/**
 * Fetches the events that Stripe could not deliver. A bank may return a refund weeks later: only an event reports that, which a restored
 * database may have lost.
 */
async function fetchEvents(comparison: Comparison): Promise<void> {
  const { shop, run, created } = comparison;
  for (const filter of [{ delivery_success: false }, { type: "refund.failed" }])
    for await (const event of shop.stripe.events.list({ created, ...filter, limit: 100 })) {
      if (!isActedOn(event)) continue;
      await attempt(comparison, { eventId: event.id }, async () => {
        await receiveEvent(shop, event, { signedWith: null });
        run.counts.events += 1;
      });
    }
}
