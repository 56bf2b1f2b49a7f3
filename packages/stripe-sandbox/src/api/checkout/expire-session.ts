import type { UnitOfWork } from "../../context/sandbox-context.ts";
import { recordEvent } from "../../events/record-event.ts";
import { refusal } from "../../stripe/errors.ts";
import type { CheckoutSession } from "../../stripe/stripe-types.ts";
import { cancelPaymentIntent } from "../payment-intents/cancel-payment-intent.ts";
import { getSession } from "./get-session.ts";

/** Ends a session that nobody has completed, and the payment that somebody may have begun. */
export function expireSession(work: UnitOfWork, id: string): CheckoutSession {
  const session = getSession(work, id);
  if (session.status !== "open")
    throw refusal(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  const expired: CheckoutSession = { ...session, status: "expired", url: null };
  work.store.update(expired);
  // A reason that only Stripe gives, so the parameter's type does not know it.
  if (session.payment_intent)
    cancelPaymentIntent(work, session.payment_intent, { cancellation_reason: "expired" });
  recordEvent(work, "checkout.session.expired", expired);
  return expired;
}

/** The session's time is up. */
export function expireIfOpen(work: UnitOfWork, id: string): void {
  if (work.store.find("checkout.session", id)?.status === "open") expireSession(work, id);
}
