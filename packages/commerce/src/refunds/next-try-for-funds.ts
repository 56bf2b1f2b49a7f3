import type { Refund, Tx } from "@dualtrack/db";

/** How Stripe calls a balance that is too small for a refund, when it refuses one and when one fails later. */
const shortOfFunds = ["insufficient_funds", "balance_insufficient"];

const minuteMs = 60_000;
const shortestWaitMs = 15 * minuteMs;
const longestWaitMs = 12 * 60 * minuteMs;
const giveUpAfterMs = 3 * 24 * 60 * minuteMs;

/** Whether the balance at Stripe was too small for a refund. Sales or a payout from the bank mend that by themselves. */
function isShortOfFunds(reason: string | null | undefined): boolean {
  return shortOfFunds.some((word) => word === reason);
}

/**
 * When a refund that the balance was too small for is tried again by itself: after as long as it has been waiting for,
 * at least a quarter of an hour and at most half a day. Null: it failed for another reason, or has waited for three
 * days, and somebody must be told.
 */
export async function nextTryForFunds(tx: Tx, refund: Refund, at: Date): Promise<Date | null> {
  if (!isShortOfFunds(refund.failureReason)) return null;
  const waitedMs = at.getTime() - (await firstRequestedAt(tx, refund)).getTime();
  if (waitedMs >= giveUpAfterMs) return null;
  return new Date(at.getTime() + Math.min(longestWaitMs, Math.max(shortestWaitMs, waitedMs)));
}

/** When the refund was asked for that this one is a further try of. */
async function firstRequestedAt(tx: Tx, refund: Refund): Promise<Date> {
  let { retryOfId, createdAt } = refund;
  while (retryOfId !== null)
    ({ retryOfId, createdAt } = await tx.refund.findUniqueOrThrow({ where: { id: retryOfId } }));
  return createdAt;
}
