import { bookCharge } from "../balance/settle-charge.ts";
import { cardDeclined, declineBody } from "../charges/declined.ts";
import { makeCharge } from "../charges/make-charge.ts";
import { recordEvent } from "../events/record-event.ts";
import { testCardOf, useUp } from "../payment-methods/make-payment-method.ts";
import { attachPaymentMethod } from "../payment-methods/payment-methods.ts";
import type { Decline } from "../payment-methods/test-cards.ts";
import { scheduleTask } from "../schedule-task.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../stripe-types.ts";
import type { Work } from "../world.ts";
import { HOLD_MS } from "./expire-authorization.ts";
import type { IntentPrivate } from "./get-payment-intent.ts";
import { moveTo } from "./states.ts";

/** How long after an asynchronous capture the balance transaction appears. Stripe takes seconds; nobody wants to wait here. */
const SETTLES_AFTER_MS = 100;

/** Charges the card now: the money is taken (or held, with manual capture), or the card says no. */
export function chargeIntent(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  authenticated: boolean,
): PaymentIntent {
  const { decline } = testCardOf(work, method.id);
  if (decline) {
    const { failed, charge } = failIntent(work, intent, method, decline, true);
    throw cardDeclined(decline, {
      ...(charge ? { charge: charge.id } : {}),
      payment_intent: failed,
      payment_method: method,
    });
  }
  const capture = intent.capture_method !== "manual";
  let charge = makeCharge(work, intent, method, { decline: null, authenticated, capture });
  if (intent.capture_method === "automatic") {
    charge = bookCharge(work, charge);
    work.store.update(charge);
  }
  const paid: PaymentIntent = {
    ...moveTo(intent, capture ? "succeeded" : "requires_capture"),
    amount_capturable: capture ? 0 : intent.amount,
    amount_received: capture ? intent.amount : 0,
    latest_charge: charge.id,
    next_action: null,
    last_payment_error: null,
  };
  work.store.update(paid);
  recordEvent(work, "charge.succeeded", charge);
  recordEvent(work, capture ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", paid);
  if (capture && !charge.balance_transaction)
    scheduleTask(work, "settle-charge", charge.id, SETTLES_AFTER_MS);
  if (!capture) scheduleTask(work, "expire-authorization", intent.id, HOLD_MS);
  if (intent.setup_future_usage && intent.customer && !method.customer)
    attachPaymentMethod(work, method, intent.customer);
  else if (!method.customer) useUp(work, method);
  return paid;
}

/**
 * Sends a payment intent back to `requires_payment_method` with the reason. `charged` says whether the bank was asked:
 * then a failed charge stays behind.
 */
export function failIntent(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charged: boolean,
): { failed: PaymentIntent; charge: Charge | null } {
  const charge = charged
    ? makeCharge(work, intent, method, { decline, authenticated: false, capture: false })
    : null;
  const failed: PaymentIntent = {
    ...moveTo(intent, "requires_payment_method"),
    last_payment_error: {
      ...declineBody(decline),
      ...(charge ? { charge: charge.id } : {}),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      payment_method: method,
    } as PaymentIntent["last_payment_error"],
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  };
  const hidden: IntentPrivate = { ...work.store.findPrivate<IntentPrivate>(intent.id), authenticated: false };
  work.store.update(failed, hidden);
  if (charge) recordEvent(work, "charge.failed", charge);
  recordEvent(work, "payment_intent.payment_failed", failed);
  return { failed, charge };
}
