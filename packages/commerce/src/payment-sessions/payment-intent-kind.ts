import { factsOf } from "../stripe/payment-facts.ts";
import {
  cancelPaymentIntent,
  createPaymentIntent,
  retrievePaymentIntent,
} from "../stripe/payment-intents.ts";
import type { SessionKind } from "./session-kind.ts";

/** A PaymentIntent that the shop's own page confirms. Session and payment are the same object at Stripe. */
export const paymentIntentKind: SessionKind = {
  async open(shop, terms) {
    const { id, clientSecret } = await createPaymentIntent(shop, terms);
    return { stripeId: id, paymentIntentId: id, clientSecret, pageUrl: null, expiresAt: null };
  },
  async end(shop, { stripeId, captureMethod }) {
    const observedAt = shop.clock.now();
    // Stripe would cancel an authorization, too, which nobody has settled yet.
    if (captureMethod === "manual") {
      const intent = await retrievePaymentIntent(shop, stripeId);
      if (intent.status === "requires_capture") return factsOf(intent, observedAt);
    }
    const intent = await cancelPaymentIntent(shop, stripeId);
    return intent === null ? null : factsOf(intent, observedAt);
  },
  async ask(shop, stripeId) {
    const observedAt = shop.clock.now();
    return { facts: factsOf(await retrievePaymentIntent(shop, stripeId), observedAt), isOver: false };
  },
};
