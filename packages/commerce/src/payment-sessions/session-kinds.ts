import type { PaymentSession, PaymentSessionKind } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { paymentIntentKind } from "./payment-intent-kind.ts";
import type { SessionKind } from "./session-kind.ts";

/** The implementation of each kind. A missing row does not compile. */
export const sessionKinds: Record<PaymentSessionKind, SessionKind> = {
  payment_intent: paymentIntentKind,
};

type SessionRef = Pick<PaymentSession, "kind" | "stripeId">;

/** Ends a session at Stripe, see `SessionKind.end`. The caller settles the answered payment. */
export function endSession(shop: Shop, { kind, stripeId }: SessionRef): Promise<PaymentFacts | null> {
  return sessionKinds[kind].end(shop, stripeId);
}

/** Reads a session's payment from Stripe, see `SessionKind.ask`. */
export function askSession(shop: Shop, { kind, stripeId }: SessionRef): Promise<PaymentFacts | null> {
  return sessionKinds[kind].ask(shop, stripeId);
}
