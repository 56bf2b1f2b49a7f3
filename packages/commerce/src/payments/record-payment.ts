import { insertPayment, type Payment, type PaymentStatus } from "@dualtrack/db";
import { linkPayment } from "../payment-sessions/link-payment.ts";
import { recordSessionEnd } from "../payment-sessions/record-session-end.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { methodColumns } from "./method-columns.ts";

/** Whether the status is final at Stripe: once seen it is kept, whatever a later report says. */
function isFinal(status: PaymentStatus): boolean {
  return status === "succeeded" || status === "canceled";
}

/** Whether nobody can pay it any more: it has ended, or its money is authorized. */
export function isPaidOrEnded(status: PaymentStatus): boolean {
  return isFinal(status) || status === "requires_capture";
}

interface RecordPayment {
  checkoutId: string;
  facts: PaymentFacts;
  /** What is stored until now. */
  known: Payment | null;
}

/**
 * Stores the payment as Stripe reports it, unless a newer report is stored already, and ends its session once nobody can pay it any more.
 * Answers the stored payment. The caller holds the checkout's lock.
 */
export async function recordPayment(
  unit: UnitOfWork,
  { checkoutId, facts, known }: RecordPayment,
): Promise<Payment> {
  const { tx, now } = unit;
  const { paymentIntentId, observedAt, status } = facts;
  const reported = {
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
  if (known === null) {
    const { currency, amountRefunded } = facts;
    const payment = { paymentIntentId, checkoutId, currency, ...reported, amountRefunded, comparedAt: null };
    // A page of Stripe's is linked to its payment first.
    const isEnded = isPaidOrEnded(status) && facts.sessionNumber === null;
    await insertPayment(tx, { payment, sessionEndedAt: isEnded ? now : null });
    await linkPayment(tx, { checkoutId, facts });
    if (isPaidOrEnded(status) && !isEnded) await recordSessionEnd(unit, { paymentIntentId });
    return payment;
  }
  const isEnded = isFinal(known.status);
  const isOlder = observedAt < known.observedAt && !isFinal(status);
  const changes = (isEnded && status !== known.status) || isOlder ? {} : reported;
  // The refunded sum only grows, so the larger value is right in any order of reports, unless a bank returns a refund.
  const isReturned = facts.refunds?.some(({ state }) => state === "failed" || state === "canceled") ?? false;
  const isNewer = observedAt >= known.observedAt;
  const amountRefunded =
    isReturned && isNewer ? facts.amountRefunded : Math.max(known.amountRefunded, facts.amountRefunded);
  const payment = await tx.payment.update({
    where: { paymentIntentId },
    data: { ...changes, amountRefunded },
  });
  await linkPayment(tx, { checkoutId, facts });
  if (isPaidOrEnded(payment.status)) await recordSessionEnd(unit, { paymentIntentId });
  return payment;
}
