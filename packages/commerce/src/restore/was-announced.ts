import { isBankDebit } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";

/** Until when another copy of the database was in use, and customers were written to; null: there was none. */
export async function lostUntil(tx: Tx): Promise<Date | null> {
  return (await tx.reconciliation.findFirst({ select: { lostUntil: true } }))?.lostUntil ?? null;
}

/** Whether the customer was written to about this payment before the database was restored. */
export function wasAnnounced({ origin, method }: PaymentFacts, until: Date | null): boolean {
  // A debit's end comes days after its charge, and of one that failed Stripe does not say when.
  const decidedAt = origin.receivedAt ?? (isBankDebit(method?.type ?? null) ? null : origin.chargedAt);
  return until !== null && decidedAt !== null && decidedAt < until;
}
