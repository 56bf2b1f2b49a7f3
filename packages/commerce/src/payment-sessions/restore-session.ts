import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Inserts the session of a lost checkout from its payment. It is open until the payment is settled. */
export async function restoreSession(
  tx: Tx,
  {
    checkoutId,
    paymentIntentId,
    quoteNumber,
    origin: { clientSecret, openedAt },
  }: Pick<PaymentFacts, "paymentIntentId" | "quoteNumber" | "origin"> & { checkoutId: string },
): Promise<void> {
  const session = { stripeId: paymentIntentId, paymentIntentId, kind: "payment_intent" as const };
  await tx.paymentSession.create({ data: { ...session, checkoutId, quoteNumber, clientSecret, openedAt } });
}
