import { failedRefunds, type Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** A provisional order that is older than this should have been confirmed. */
const stuckAfterMs = 2 * 60_000;

/** Far more than a shop can have: a list of them is complete. */
const allOfThem = 1_000;

/** Orders that are still provisional though they should have been confirmed by now. */
export function stuckOrders(shop: Shop): { state: "processing"; placedAt: { lt: Date } } {
  return {
    state: "processing",
    placedAt: { lt: new Date(shop.clock.now().getTime() - stuckAfterMs) },
  };
}

/** Checkouts of which a refund failed and was not tried again. */
export async function checkoutsWithFailedRefunds(shop: Shop): Promise<string[]> {
  const refunds = await failedRefunds(shop.db, { limit: allOfThem });
  return [...new Set(refunds.map(({ checkoutId }) => checkoutId))];
}

/** Orders that somebody should look at. */
export function needsAttention(shop: Shop, withFailedRefund: string[]): Prisma.OrderWhereInput {
  return { OR: [stuckOrders(shop), { checkoutId: { in: withFailedRefund } }] };
}
