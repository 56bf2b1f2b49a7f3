import { maxNewCount, type OrderFilter, type WatchOrders } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";
import { findFailures } from "./attention.ts";
import { whereOf, whereRowByRow } from "./order-filter.ts";

const noFailures: ReadonlyMap<number, readonly string[]> = new Map();

/** The number of orders that match a filter. */
export async function countOrders(shop: Shop, filter: OrderFilter): Promise<number> {
  return shop.db.order.count({ where: await whereOf(shop, filter, await findFailures(shop)) });
}

/**
 * The number of matching orders placed after `since`, counted up to `maxNewCount`. Pages call this often, so it reads only
 * the orders placed since.
 */
export async function countNewOrders(shop: Shop, { since, ...filter }: WatchOrders): Promise<number> {
  const failures = filter.attention ? await findFailures(shop) : noFailures;
  const rows = await shop.db.order.findMany({
    where: { AND: [await whereRowByRow(shop, filter, failures), { placedAt: { gt: new Date(since) } }] },
    orderBy: { placedAt: "desc" }, // so that the index on it is used
    take: maxNewCount,
    select: { id: true },
  });
  return rows.length;
}
