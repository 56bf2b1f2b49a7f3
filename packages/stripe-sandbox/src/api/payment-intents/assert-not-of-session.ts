import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { refusal } from "../../stripe/errors.ts";
import type { CheckoutSession, PaymentIntent } from "../../stripe/stripe-types.ts";

/**
 * A session confirms its payment intent itself, and ends it by expiring; only held money the shop may let go.
 * https://docs.stripe.com/api/payment_intents/cancel
 */
export function assertNotOfSession(
  work: UnitOfWork,
  intent: PaymentIntent,
  verb: "confirm" | "cancel",
): void {
  if (verb === "cancel" && intent.status === "requires_capture") return;
  const session = sessionOf(work, intent.id);
  if (!session) return;
  const instead =
    verb === "cancel"
      ? "Expire the Checkout Session instead: https://docs.stripe.com/api/checkout/sessions/expire"
      : "The customer confirms it on the page of the Checkout Session.";
  throw refusal(
    `You cannot ${verb} this PaymentIntent because it was created by a Checkout Session (${session.id}). ${instead}`,
    { code: "payment_intent_unexpected_state", payment_intent: intent },
  );
}

/** The session that a payment intent was made for, if any. */
export function sessionOf(work: UnitOfWork, intent: string): CheckoutSession | undefined {
  return work.store.list({
    type: "checkout.session",
    where: { payment_intent: intent },
    limit: 1,
  }).data[0];
}
