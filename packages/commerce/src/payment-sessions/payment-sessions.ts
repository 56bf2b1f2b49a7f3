import type { PaymentSession, PaymentSessionKind } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
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

/** Records that a session can't be paid any more. One that has ended, or was never recorded, stays as it is. */
export async function recordSessionEnd(unit: UnitOfWork, { stripeId }: { stripeId: string }): Promise<void> {
  const { tx, now } = unit;
  await tx.paymentSession.updateMany({
    where: { stripeId, state: "open" },
    data: { state: "ended", endedAt: now },
  });
}
