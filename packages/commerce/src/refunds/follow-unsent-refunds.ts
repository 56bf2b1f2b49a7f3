import { unsentRefunds } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { switchesOf } from "../switches/switches-of.ts";
import { transact } from "../unit-of-work.ts";
import { alertOfRefund } from "./alert-of-refund.ts";
import { queueSendRefund } from "./queue-send-refund.ts";

/** After this time an unsent refund is reported to staff, in ms. */
const unsentAfterMs = 60 * 60_000;

/** The most refunds in one run; the next hour's run continues. */
const limit = 500;

/**
 * Reports refunds to staff that Stripe has not accepted for an hour, and queues a new job for those whose job has used up its
 * attempts. Answers the number of both. While automatic refunds are switched off, those are left out.
 */
export async function followUnsentRefunds(shop: Shop): Promise<{ unsent: number; sentAgain: number }> {
  const before = new Date(shop.clock.now().getTime() - unsentAfterMs);
  const { automatic_refunds: areSent } = await switchesOf(shop.settings, { tx: shop.db });
  // What is held back on purpose stands on Home.
  const refunds = (await unsentRefunds(shop.db, { before, limit })).filter(
    ({ isAutomatic }) => areSent || !isAutomatic,
  );
  const withoutJob = refunds.filter(({ hasJob }) => !hasJob);
  for (const { refundId } of refunds)
    await transact(shop, "sync", (unit) => alertOfRefund(unit, { refundId, kind: "refund_unsent" }));
  for (const { refundId } of withoutJob) await queueSendRefund(shop.db, refundId);
  return { unsent: refunds.length, sentAgain: withoutJob.length };
}
