import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Inserts the session of a lost checkout from its payment. It is open until the payment is settled. */
export async function restoreSession(
  tx: Tx,
  { checkoutId, facts }: { checkoutId: string; facts: PaymentFacts },
): Promise<void> {
  const { paymentIntentId, quoteNumber, sessionId, origin } = facts;
  const { clientSecret, openedAt } = origin;
  const session =
    sessionId === null
      ? { stripeId: paymentIntentId, paymentIntentId, kind: "payment_intent" as const }
      : { stripeId: sessionId, paymentIntentId, kind: "checkout_session" as const };
  await tx.paymentSession.create({ data: { ...session, checkoutId, quoteNumber, clientSecret, openedAt } });
}
