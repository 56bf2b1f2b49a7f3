import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/**
 * Records with which session of its checkout a payment is made, if that was opened on Stripe's page: Stripe creates the payment only
 * when the customer pays. The caller holds the checkout's lock.
 */
export async function linkPayment(
  tx: Tx,
  { checkoutId, facts }: { checkoutId: string; facts: PaymentFacts },
): Promise<void> {
  const { sessionNumber, paymentIntentId } = facts;
  if (sessionNumber === null) return;
  if ((await tx.paymentSession.count({ where: { paymentIntentId } })) > 0) return;
  // Sessions are opened one after the other.
  const [session] = await tx.paymentSession.findMany({
    where: { checkoutId },
    orderBy: { openedAt: "asc" },
    skip: sessionNumber,
    take: 1,
    select: { stripeId: true, kind: true, paymentIntentId: true },
  });
  if (session?.kind !== "checkout_session" || session.paymentIntentId !== null) return;
  await tx.paymentSession.update({ where: { stripeId: session.stripeId }, data: { paymentIntentId } });
}
