import type { PaymentSession, PaymentSessionKind } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { paymentIntentKind } from "./payment-intent-kind.ts";
import type { SessionKind } from "./session-kind.ts";

/** How each kind of session is handled at Stripe. One row per kind: a missing one does not compile. */
export const sessionKinds: Record<PaymentSessionKind, SessionKind> = {
  payment_intent: paymentIntentKind,
};

type SessionRef = Pick<PaymentSession, "kind" | "stripeId">;

/** Ends a session at Stripe, as `SessionKind.end` says. What it answers is settled by the caller. */
export function endSession(shop: Shop, { kind, stripeId }: SessionRef): Promise<PaymentFacts | null> {
  return sessionKinds[kind].end(shop, stripeId);
}

/** Reads what Stripe knows of a session, as `SessionKind.ask` says. */
export function askSession(shop: Shop, { kind, stripeId }: SessionRef): Promise<PaymentFacts | null> {
  return sessionKinds[kind].ask(shop, stripeId);
}
