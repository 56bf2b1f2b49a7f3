import type { PaymentStatus, Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import { methodColumns } from "./method-columns.ts";

/** Whether the status is final at Stripe: once seen it is kept, whatever a later report says. */
function isFinal(status: PaymentStatus): boolean {
  return status === "succeeded" || status === "canceled";
}

/** Whether nobody can pay it any more: it has ended, or its money is authorized. */
export function isPaidOrEnded(status: PaymentStatus): boolean {
  return isFinal(status) || status === "requires_capture";
}

/**
 * Stores the payment as Stripe reports it, unless a newer report is stored already. Answers the stored payment. The caller
 * holds the checkout's lock.
 */
export async function recordPayment(tx: Tx, checkoutId: string, facts: PaymentFacts) {
  const { paymentIntentId, observedAt, status } = facts;
  const known = await tx.payment.findUnique({ where: { paymentIntentId } });
  const isEnded = known !== null && isFinal(known.status);
  const isOlder = known !== null && observedAt < known.observedAt && !isFinal(status);
  const changes =
    (isEnded && status !== known.status) || isOlder
      ? {}
      : {
          status,
          amount: facts.amount,
          amountReceived: facts.amountReceived,
          chargeId: facts.chargeId,
          ...methodColumns(facts.method),
          methodFingerprint: facts.method?.fingerprint ?? null,
          failureCode: facts.failure?.code ?? null,
          failureMessage: facts.failure?.message ?? null,
          observedAt,
        };
  // The refunded sum only grows, so the larger value is right in any order of reports, unless a bank returns a refund.
  const isReturned = facts.refunds?.some(({ state }) => state === "failed" || state === "canceled") ?? false;
  const isNewer = known === null || observedAt >= known.observedAt;
  const amountRefunded =
    isReturned && isNewer ? facts.amountRefunded : Math.max(known?.amountRefunded ?? 0, facts.amountRefunded);
  if (known !== null)
    return tx.payment.update({ where: { paymentIntentId }, data: { ...changes, amountRefunded } });
  return tx.payment.create({
    data: {
      paymentIntentId,
      checkoutId,
      status,
      amount: facts.amount,
      amountReceived: facts.amountReceived,
      currency: facts.currency,
      observedAt,
      ...changes,
      amountRefunded,
    },
  });
}
