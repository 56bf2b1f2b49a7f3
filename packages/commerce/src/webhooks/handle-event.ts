import type { IgnoredReason } from "@dualtrack/contract";
import { notify, readEventToHandle, recordHandledEvent, type WebhookEventState } from "@dualtrack/db";
import type Stripe from "stripe";
import { bindLog } from "../bind-log.ts";
import { secondsSince } from "../measures.ts";
import { recordFailures } from "../payments/record-failures.ts";
import type { Settlement } from "../payments/settle-payment.ts";
import { isReportedBefore } from "../payments/settled-before.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { syncSession } from "../payments/sync-session.ts";
import type { Shop } from "../shop.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import { isStripeOutage, StripeOutage, stripeProblemText } from "../stripe/stripe-outage.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact, type UnitOfWork } from "../unit-of-work.ts";
import { delayOf, isAboutRisk, paymentIntentIdOf, reasonToIgnore, sessionIdOf } from "./receive-event.ts";

/** After so many attempts (some 4 hours) an event is dead: only staff can retry it. The sync settles its payment anyway. */
const maxAttempts = 12;

/** States of events that are not handled yet. */
const openStates: WebhookEventState[] = ["received", "failed"];

/**
 * Handles a stored event, and records the attempt. Of the payment's state nothing is taken from the event; it is
 * requested from Stripe, so that a late, repeated or reordered event can't restore an old one, unless the event says nothing new. While the
 * handling of events is switched off, nothing happens.
 */
export async function handleEvent(unbound: Shop, { eventId }: { eventId: string }): Promise<void> {
  const shop = bindLog(unbound, { eventId });
  const { state: before, payload, settingsVersion } = await readEventToHandle(shop.db, eventId);
  if (!openStates.includes(before)) return;
  const { webhook_processing: isOn } = await switchesOf(shop.settings, {
    ...{ tx: shop.db, state: { settingsVersion } },
  });
  if (!isOn) return; // it keeps its state, and `queueHeldEvents` finds it
  const event = payload as unknown as Stripe.Event;
  const paymentIntentId = paymentIntentIdOf(event);
  const startedAt = shop.clock.now();
  const begun = performance.now();
  const measure = (outcome: string) =>
    shop.measures.record("webhook_duration_seconds", { outcome }, secondsSince(begun));
  try {
    const ignoredReason = await settleEvent(shop, event);
    // A failed attempt is history and recorded from the event: after a failed authentication there is no other source.
    if (ignoredReason === null && event.type === "payment_intent.payment_failed")
      await recordFailures(shop, factsOf(event.data.object, new Date(event.created * 1000)), "webhook");
    const endedAt = shop.clock.now();
    await recordHandledEvent(shop.db, { eventId, ignoredReason, startedAt, endedAt });
    measure(ignoredReason === null ? "processed" : "ignored");
    shop.measures.record("webhook_delay_seconds", { until: "handled" }, delayOf(event, endedAt));
  } catch (error) {
    if (await isStripeOutage(shop, error)) {
      measure("outage");
      await recordOutage(shop, eventId, error);
      throw new StripeOutage("Stripe can't be reached", { cause: error });
    }
    const lastError = stripeProblemText(error);
    const state = await transact(shop, "webhook", (unit) =>
      recordFailure(unit, { eventId, startedAt, lastError }),
    );
    measure(state);
    if (state === "failed") throw error; // the queue retries
    if (state === "dead")
      shop.log.error({ err: error, paymentIntentId }, "an event is given up: staff can retry it");
  }
}

/** Settles what the event is about, as it is at Stripe now. Answers why it is ignored, if it is not about this shop. */
async function settleEvent(shop: Shop, event: Stripe.Event): Promise<IgnoredReason | null> {
  const sessionId = sessionIdOf(event);
  if (sessionId !== null) return reasonOf(await syncSession(shop, { sessionId, track: "webhook" }));
  const paymentIntentId = paymentIntentIdOf(event);
  if (paymentIntentId === null) return reasonToIgnore(event);
  if (event.type === "payment_intent.succeeded" && (await isReportedBefore(shop, event.data.object)))
    return null;
  const thorough = isAboutRisk(event);
  return reasonOf(await syncPayment(shop, { paymentIntentId, track: "webhook", thorough }));
}

function reasonOf(settlement: Settlement): IgnoredReason | null {
  return settlement === "foreign" ? "other_shop" : null;
}

interface Attempt {
  eventId: string;
  startedAt: Date;
}

/** During an outage of Stripe no attempt is counted; the event stays as it is and shows the reason. */
async function recordOutage(shop: Shop, eventId: string, error: unknown): Promise<void> {
  await transact(shop, "webhook", async ({ tx }) => {
    const { count } = await tx.webhookEvent.updateMany({
      where: { id: eventId, state: { in: openStates } },
      data: { lastError: stripeProblemText(error) },
    });
    if (count === 1) await notify(tx, { topic: "webhook", id: eventId });
  });
}

/** Answers the event's new state. An event that another attempt has processed meanwhile stays processed. */
async function recordFailure(
  unit: UnitOfWork,
  { lastError, ...attempt }: Attempt & { lastError: string },
): Promise<WebhookEventState> {
  const { state, attempts } = await recordAttempt(unit, { ...attempt, error: lastError });
  if (!openStates.includes(state)) return state;
  const failed = attempts >= maxAttempts ? "dead" : "failed";
  await unit.tx.webhookEvent.update({ where: { id: attempt.eventId }, data: { state: failed, lastError } });
  return failed;
}

/** Counts the attempt, which locks the event's row, and adds it to the list of attempts. */
async function recordAttempt(unit: UnitOfWork, { eventId, startedAt, error }: Attempt & { error: string }) {
  const { tx, now: endedAt } = unit;
  const { state, attempts } = await tx.webhookEvent.update({
    where: { id: eventId },
    data: { attempts: { increment: 1 } },
    select: { state: true, attempts: true },
  });
  const durationMs = endedAt.getTime() - startedAt.getTime();
  await tx.webhookAttempt.create({ data: { eventId, startedAt, durationMs, error } });
  await notify(tx, { topic: "webhook", id: eventId });
  return { state, attempts };
}
