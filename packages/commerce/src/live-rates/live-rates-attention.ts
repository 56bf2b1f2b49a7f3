import { readLiveRateProblem } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";

/** A failure that lasts for so long is shown, in ms. */
const longMs = 15 * 60_000;

/** Since when carriers don't answer at the checkout, and why; count 0: they do, or no method has their price. */
export async function liveRatesAttention(shop: Shop) {
  const [{ failingSince, lastProblem }, methods] = await Promise.all([
    shop.db.liveRateStatus.findUniqueOrThrow({ where: { id: 1 } }),
    shop.db.shippingMethod.count({ where: { isActive: true, liveCarrier: { not: null } } }),
  ]);
  const isLong = failingSince !== null && shop.clock.now().getTime() - failingSince.getTime() >= longMs;
  return {
    count: isLong && methods > 0 ? 1 : 0,
    since: failingSince?.toISOString() ?? null,
    problem: lastProblem === null ? null : readLiveRateProblem(lastProblem),
  };
}
