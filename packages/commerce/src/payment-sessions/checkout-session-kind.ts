import {
  createCheckoutSession,
  expireCheckoutSession,
  type ReadSession,
  retrieveCheckoutSession,
} from "../stripe/checkout-sessions.ts";
import { factsOf } from "../stripe/payment-facts.ts";
import type { SessionKind } from "./session-kind.ts";

/** A Checkout Session, paid on Stripe's page. Stripe creates its payment when the customer pays there. */
export const checkoutSessionKind: SessionKind = {
  async open(shop, { endedBefore: sessionNumber, ...terms }) {
    const { id, url, expiresAt, secret } = await createCheckoutSession(shop, { ...terms, sessionNumber });
    return { stripeId: id, paymentIntentId: null, clientSecret: secret, pageUrl: url, expiresAt };
  },
  async end(shop, { stripeId }) {
    const observedAt = shop.clock.now();
    const session = await expireCheckoutSession(shop, stripeId);
    // What somebody has begun on a page that has expired, Stripe cancels; until it has, nobody can go on with it.
    if (session === null || session.intent === null || isUnfinished(session)) return null;
    return factsOf(session.intent, observedAt);
  },
  async ask(shop, stripeId) {
    const observedAt = shop.clock.now();
    const session = await retrieveCheckoutSession(shop, stripeId);
    const facts = session.intent && factsOf(session.intent, observedAt);
    // A debit that the bank has returned after days is unfinished, too, but its page is closed.
    return { facts, isOver: session.status !== "open" && (session.intent === null || isUnfinished(session)) };
  },
};

/** Whether a payment has neither succeeded nor failed for good, nor does the bank decide. */
function isUnfinished({ intent }: ReadSession): boolean {
  return (
    intent?.status === "requires_payment_method" ||
    intent?.status === "requires_action" ||
    intent?.status === "requires_confirmation"
  );
}
