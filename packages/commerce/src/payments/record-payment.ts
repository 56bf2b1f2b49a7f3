import type { PaymentStatus, Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { methodColumns } from "./method-columns.ts";

/** Stripe never leaves such a status: once seen it stays, whatever an older answer says, and nobody can pay any more. */
export function isFinal(status: PaymentStatus): boolean {
  return status === "succeeded" || status === "canceled";
}

/**
 * Notes what Stripe said, unless we know something newer. Answers the payment as known now. The caller holds the
 * checkout's lock.
 */
export async function recordPayment(tx: Tx, checkoutId: string, facts: PaymentFacts) {
  const { paymentIntentId, observedAt, status } = facts;
  const known = await tx.payment.findUnique({ where: { paymentIntentId } });
  const isOver = known !== null && isFinal(known.status);
  const isOlder = known !== null && observedAt < known.observedAt && !isFinal(status);
  const news =
    (isOver && status !== known.status) || isOlder
      ? {}
      : {
          status,
          amount: facts.amount,
          amountReceived: facts.amountReceived,
          chargeId: facts.chargeId,
          ...methodColumns(facts.method),
          failureCode: facts.failure?.code ?? null,
          failureMessage: facts.failure?.message ?? null,
          observedAt,
        };
  // Refunds only grow, so the larger sum is right, whichever answer came first; but a bank may return one.
  const isReturned = facts.refunds?.some(({ state }) => state === "failed" || state === "canceled") ?? false;
  const isNewer = known === null || observedAt >= known.observedAt;
  const amountRefunded =
    isReturned && isNewer ? facts.amountRefunded : Math.max(known?.amountRefunded ?? 0, facts.amountRefunded);
  if (known !== null)
    return tx.payment.update({ where: { paymentIntentId }, data: { ...news, amountRefunded } });
  return tx.payment.create({
    data: {
      paymentIntentId,
      checkoutId,
      status,
      amount: facts.amount,
      amountReceived: facts.amountReceived,
      currency: facts.currency,
      observedAt,
      ...news,
      amountRefunded,
    },
  });
}
