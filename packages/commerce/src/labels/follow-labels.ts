import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { findLostPurchases } from "./find-lost-purchases.ts";

/** How often the carrier is asked whether it has refunded a label, in ms. */
const askAgainMs = 6 * 60 * 60_000;

/** When a label whose job has used up its attempts gets another, in ms. */
const stuckAfterMs = 2 * 60 * 60_000;

/** The most labels of a kind in one run; the next hour's goes on. */
const limit = 200;

/**
 * Asks again about labels that were sent back, about purchases and returns whose jobs were given up, and about purchases that counted
 * as failed. Answers the numbers.
 */
export async function followLabels(shop: Shop): Promise<{ asked: number; resumed: number; lost: number }> {
  if (shop.carrier === null) return { asked: 0, resumed: 0, lost: 0 };
  const now = shop.clock.now().getTime();
  const before = (ms: number) => ({ lt: new Date(now - ms) });
  const submitted = await shop.db.shippingLabel.findMany({
    where: { state: "void_submitted", voidAskedAt: before(askAgainMs) },
    orderBy: { voidAskedAt: "asc" },
    take: limit,
    select: { id: true },
  });
  const stuck = await shop.db.shippingLabel.findMany({
    where: {
      OR: [
        { state: "buying", requestedAt: before(stuckAfterMs) },
        { state: "voiding", voidedAt: before(stuckAfterMs) },
      ],
    },
    take: limit,
    select: { id: true, state: true },
  });
  for (const { id: labelId } of submitted)
    await queueJob(shop.db, "void-label", { labelId }, { key: `void-label:${labelId}` });
  for (const { id: labelId, state } of stuck) {
    const name = state === "buying" ? "finish-label" : "void-label";
    await queueJob(shop.db, name, { labelId }, { key: `${name}:${labelId}` });
  }
  return { asked: submitted.length, resumed: stuck.length, lost: await findLostPurchases(shop, { limit }) };
}
