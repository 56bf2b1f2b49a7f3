import type { CaptureMethod } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { recordReplacement } from "../payment-sessions/record-replacement.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import { endSession } from "../payment-sessions/session-kinds.ts";
import type { SessionRow } from "../payment-sessions/session-rows.ts";
import type { Shop } from "../shop.ts";
import { isUnavailable } from "../stripe/stripe-outage.ts";
import { transact } from "../unit-of-work.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Ends a session at Stripe that is not the one to pay with any more. Answers false if its payment is not cancelled, as it was just
 * paid or the bank decides; then it is settled as what it is. `isReplaced`: another one follows for the same quote, so the end of
 * this one is not its checkout's. PAYMENT_UNCERTAIN when Stripe can't be reached.
 */
export async function endOutdatedSession(
  shop: Shop,
  session: SessionRow & { captureMethod: CaptureMethod },
  { isReplaced }: { isReplaced: boolean },
): Promise<boolean> {
  if (isReplaced) await transact(shop, "customer", (unit) => recordReplacement(unit, session.stripeId));
  const facts = await endSession(shop, session).catch((error: unknown) => {
    if (isUnavailable(error)) throw new DomainError("PAYMENT_UNCERTAIN", {});
    throw error;
  });
  if (facts === null)
    await transact(shop, "customer", (unit) => recordSessionEnd(unit, { stripeId: session.stripeId }));
  else await settlePayment(shop, facts, "customer");
  return facts === null || facts.status === "canceled";
}
