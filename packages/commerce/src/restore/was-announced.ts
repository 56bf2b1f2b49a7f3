import { isBankDebit } from "@dualtrack/contract";
import { readShopState } from "@dualtrack/db";
import type { PaymentFacts } from "../stripe/payment-facts.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** Until when another copy of the database was in use, which sent mails to customers; null if there was none. */
export async function lostUntil({ tx, state }: Pick<UnitOfWork, "tx" | "state">): Promise<Date | null> {
  return (state ?? (await readShopState(tx))).lostUntil;
}

/** Whether the customer got the mail about this payment before the database was restored. */
export function wasAnnounced({ origin, method }: PaymentFacts, until: Date | null): boolean {
  // The outcome of a debit comes days after its charge; for a failed one Stripe does not report the time.
  const decidedAt = origin.receivedAt ?? (isBankDebit(method?.type ?? null) ? null : origin.chargedAt);
  return until !== null && decidedAt !== null && decidedAt < until;
}
