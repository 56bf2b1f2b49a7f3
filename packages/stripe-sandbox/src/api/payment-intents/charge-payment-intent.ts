import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { scheduleTask } from "../../context/schedule-task.ts";
import { recordEvent } from "../../events/record-event.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../../stripe/stripe-types.ts";
import type { Decline } from "../../test-instruments/test-instrument.ts";
import { bookCharge } from "../balance/settle-charge.ts";
import { makeCharge } from "../charges/make-charge.ts";
import type { IntentPrivate } from "../intents/intent.ts";
import { cardDeclined, declineBody } from "../payment-methods/card-declined.ts";
import { kindOf } from "../payment-methods/kinds.ts";
import { declineOf, instrumentOf, remember, useUp } from "../payment-methods/make-payment-method.ts";
import { attachPaymentMethod } from "../payment-methods/payment-methods.ts";
import { reviewByRule } from "../reviews/open-review.ts";
import { HOLD_MS } from "./expire-authorization.ts";
import { captureMethodFor, futureUsageFor } from "./payment-method-options.ts";
import { withStatus } from "./states.ts";

/** How long after an asynchronous capture the balance transaction appears. Stripe takes seconds; nobody wants to wait here. */
const SETTLES_AFTER_MS = 100;

/** What the customer has done for this charge: passed 3-D Secure, given a mandate. */
export interface Consent {
  authenticated: boolean;
  mandate: string | null;
}

/** Charges now: the money is taken, or held with manual capture; or the bank says no, or that it will answer later. */
export function chargeIntent(
  work: UnitOfWork,
  intent: PaymentIntent,
  method: PaymentMethod,
  consent: Consent,
): PaymentIntent {
  const { decidesLater } = kindOf(method);
  const instrument = instrumentOf(work, method.id);
  const decline = decidesLater ? null : declineOf(work, method);
  const capture = captureMethodFor(intent, method.type) !== "manual";
  const charge = makeCharge(work, intent, method, { ...consent, decline, capture });
  if (decline) {
    const failed = failIntent(work, intent, method, decline, charge);
    throw cardDeclined(decline, { charge: charge.id, payment_intent: failed, payment_method: method });
  }
  const after = decidesLater ? awaitBank(work, intent, charge) : completePayment(work, intent, charge);
  if (decidesLater)
    scheduleTask(work, "decide-debit", charge.id, debitDateMs(work, intent) ?? instrument.bankTakesMs ?? 0);
  detachUnlessReusable(work, intent, method, consent.mandate);
  return after;
}

/** How long until the day on which the shop wants a debit to be made, if it wants one. */
function debitDateMs(work: UnitOfWork, intent: PaymentIntent): number | null {
  const date = intent.payment_method_options?.sepa_debit?.target_date;
  return date ? Math.max(0, Date.parse(date) - work.clock.now()) : null;
}

function awaitBank(work: UnitOfWork, intent: PaymentIntent, charge: Charge): PaymentIntent {
  const processing: PaymentIntent = {
    ...withStatus(intent, "processing"),
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  };
  work.store.update(processing);
  recordEvent(work, "charge.pending", charge);
  recordEvent(work, "payment_intent.processing", processing);
  return processing;
}

/** The bank has said yes: the money is taken or held, and all is told. */
export function completePayment(work: UnitOfWork, intent: PaymentIntent, approved: Charge): PaymentIntent {
  const { captured } = approved;
  const bookNow = captured && intent.capture_method === "automatic";
  const booked = bookNow ? bookCharge(work, approved) : approved;
  const review = reviewByRule(work, booked);
  const charge: Charge = { ...booked, review: review?.id ?? null };
  work.store.update(charge);
  const paid: PaymentIntent = {
    ...withStatus(intent, captured ? "succeeded" : "requires_capture"),
    amount_capturable: captured ? 0 : intent.amount,
    amount_received: captured ? intent.amount : 0,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
    review: charge.review,
  };
  work.store.update(paid);
  recordEvent(work, "charge.succeeded", charge);
  recordEvent(work, captured ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", paid);
  if (review) recordEvent(work, "review.opened", review);
  if (captured && !charge.balance_transaction)
    scheduleTask(work, "settle-charge", charge.id, SETTLES_AFTER_MS);
  if (!captured) scheduleTask(work, "expire-authorization", intent.id, HOLD_MS);
  return paid;
}

/** Saves the payment method when `setup_future_usage` says so; otherwise one without a customer can't be used again. */
function detachUnlessReusable(
  work: UnitOfWork,
  intent: PaymentIntent,
  method: PaymentMethod,
  mandate: string | null,
): void {
  if (!futureUsageFor(intent, method.type)) {
    if (!method.customer) useUp(work, method);
    return;
  }
  const kept =
    intent.customer && !method.customer ? attachPaymentMethod(work, method, intent.customer) : method;
  remember(work, kept, { isSetUp: true, ...(mandate ? { mandate } : {}) });
}

/**
 * Sends a payment intent back to `requires_payment_method` with the reason, and with the failed charge if the bank was
 * asked.
 */
export function failIntent(
  work: UnitOfWork,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charge: Charge | null,
): PaymentIntent {
  const failed: PaymentIntent = {
    ...withStatus(intent, "requires_payment_method"),
    last_payment_error: {
      ...declineBody(decline),
      ...(charge ? { charge: charge.id } : {}),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      payment_method: method,
    },
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  };
  const hidden: IntentPrivate = { ...work.store.findPrivate<IntentPrivate>(intent.id), authenticated: false };
  work.store.update(failed, hidden);
  if (charge) recordEvent(work, "charge.failed", charge);
  recordEvent(work, "payment_intent.payment_failed", failed);
  return failed;
}
