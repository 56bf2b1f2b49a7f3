import { unsentRefunds } from "@dualtrack/db";
import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { alertOfRefund } from "./alert-of-refund.ts";

/** A refund that Stripe has not taken for so long is told to staff. */
const unsentAfterMs = 60 * 60_000;

/** So many in one go; the next hour's takes the next. */
const limit = 500;

/**
 * No refund is forgotten: one that Stripe has not taken for an hour is told to staff, and one whose job has used up its
 * tries gets a new job. Answers how many were found, and how many of them got a job.
 */
export async function followUnsentRefunds(shop: Shop): Promise<{ unsent: number; sentAgain: number }> {
  const before = new Date(shop.clock.now().getTime() - unsentAfterMs);
  const refunds = await unsentRefunds(shop.db, { before, limit });
  const forgotten = refunds.filter(({ hasJob }) => !hasJob);
  for (const { refundId } of refunds)
    await transact(shop, "sync", (unit) => alertOfRefund(unit, { refundId, kind: "refund_unsent" }));
  for (const { refundId } of forgotten)
    await queueJob(shop.db, "send-refund", { refundId }, { key: `send-refund:${refundId}` });
  return { unsent: refunds.length, sentAgain: forgotten.length };
}
