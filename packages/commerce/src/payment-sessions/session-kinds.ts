import type { CaptureMethod, PaymentSession, PaymentSessionKind, Track } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { transact } from "../unit-of-work.ts";
import { checkoutSessionKind } from "./checkout-session-kind.ts";
import { paymentIntentKind } from "./payment-intent-kind.ts";
import { recordSessionEnd } from "./record-session-end.ts";
import type { SessionKind } from "./session-kind.ts";

/** The implementation of each kind. A missing row does not compile. */
export const sessionKinds: Record<PaymentSessionKind, SessionKind> = {
  payment_intent: paymentIntentKind,
  checkout_session: checkoutSessionKind,
};

type SessionRef = Pick<PaymentSession, "kind" | "stripeId">;

/** Ends a session at Stripe, see `SessionKind.end`. The caller settles the answered payment. */
export function endSession(
  shop: Shop,
  { kind, stripeId, captureMethod }: SessionRef & { captureMethod: CaptureMethod },
): Promise<PaymentFacts | null> {
  return sessionKinds[kind].end(shop, { stripeId, captureMethod });
}

/**
 * Reads a session's payment from Stripe; null if nobody has tried to pay. A session that can't be paid any more is recorded as
 * ended. The caller settles the answered payment.
 */
export async function askSession(
  shop: Shop,
  { kind, stripeId }: SessionRef,
  track: Track,
): Promise<PaymentFacts | null> {
  const { facts, isOver } = await sessionKinds[kind].ask(shop, stripeId);
  if (isOver) await transact(shop, track, (unit) => recordSessionEnd(unit, { stripeId }));
  return facts;
}
