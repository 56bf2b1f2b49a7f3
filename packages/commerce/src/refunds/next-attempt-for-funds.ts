import type { Refund, Tx } from "@dualtrack/db";

/** Stripe's codes for a balance that is too small for a refund: at its creation, and when it fails later. */
const insufficientFundsCodes = ["insufficient_funds", "balance_insufficient"];

const minuteMs = 60_000;
const shortestWaitMs = 15 * minuteMs;
const longestWaitMs = 12 * 60 * minuteMs;
const giveUpAfterMs = 3 * 24 * 60 * minuteMs;

/** Whether the balance at Stripe was too small for a refund, which later sales or a top-up solve. */
function hasInsufficientFunds(reason: string | null | undefined): boolean {
  return insufficientFundsCodes.some((word) => word === reason);
}

/**
 * The next automatic attempt of a refund that failed because of the balance: after as long as it has waited so far, at least
 * 15 minutes and at most 12 hours. Null: it failed for another reason, or has waited for three days, and is reported.
 */
export async function nextAttemptForFunds(tx: Tx, refund: Refund, at: Date): Promise<Date | null> {
  if (!hasInsufficientFunds(refund.failureReason)) return null;
  const waitedMs = at.getTime() - (await firstRequestedAt(tx, refund)).getTime();
  if (waitedMs >= giveUpAfterMs) return null;
  return new Date(at.getTime() + Math.min(longestWaitMs, Math.max(shortestWaitMs, waitedMs)));
}

/** When the first refund in the chain of retries was requested. */
async function firstRequestedAt(tx: Tx, refund: Refund): Promise<Date> {
  let { retryOfId, createdAt } = refund;
  while (retryOfId !== null)
    ({ retryOfId, createdAt } = await tx.refund.findUniqueOrThrow({ where: { id: retryOfId } }));
  return createdAt;
}
