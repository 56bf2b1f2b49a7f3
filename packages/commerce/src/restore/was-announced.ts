import { isBankDebit } from "@dualtrack/contract";
import { oncePerTransaction } from "../once-per-transaction.ts";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Until when another copy of the database was in use, which sent mails to customers; null if there was none. */
export const lostUntil = oncePerTransaction(async (tx): Promise<Date | null> => {
  return (await tx.reconciliation.findFirst({ select: { lostUntil: true } }))?.lostUntil ?? null;
});

/** Whether the customer got the mail about this payment before the database was restored. */
export function wasAnnounced({ origin, method }: PaymentFacts, until: Date | null): boolean {
  // The outcome of a debit comes days after its charge; for a failed one Stripe does not report the time.
  const decidedAt = origin.receivedAt ?? (isBankDebit(method?.type ?? null) ? null : origin.chargedAt);
  return until !== null && decidedAt !== null && decidedAt < until;
}
