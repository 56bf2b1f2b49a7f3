import { maxPageOfOrders } from "@dualtrack/contract";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { queryClient } from "../../server/client.ts";
import { useChanges, useIsLive } from "../../server/live.ts";
import { type ListedOrder, trpc } from "../../server/trpc.ts";
import type { OrderQuery } from "./order-search.ts";

type ListQuery = OrderQuery & { limit: number };

/**
 * Follows a list while it is on screen: counts the orders placed since it was read, and updates the shown rows where
 * they stand. No row moves or disappears, not even one that the filter would now leave out.
 */
export function useNewOrders(
  query: ListQuery,
  { orders, seenUntil }: { orders: readonly ListedOrder[]; seenUntil: string | undefined },
): { newCount: number; isLive: boolean } {
  const utils = trpc.useUtils();
  const isConnected = useIsLive();
  const [isBehind, setIsBehind] = useState(false);
  const { sort: _sort, limit: _limit, ...filter } = query;
  const newOrders = trpc.orders.countNew.useQuery(
    { ...filter, since: seenUntil ?? "" },
    { enabled: seenUntil !== undefined, staleTime: 0 },
  );

  async function readRows(ids: string[]): Promise<Map<string, ListedOrder>> {
    const rows = new Map<string, ListedOrder>();
    for (let from = 0; from < ids.length; from += maxPageOfOrders) {
      const page = { ids: ids.slice(from, from + maxPageOfOrders), limit: maxPageOfOrders };
      const { orders } = await utils.client.orders.list.query(page);
      for (const order of orders) rows.set(order.id, order);
    }
    return rows;
  }
  const put = (rows: Map<string, ListedOrder>) =>
    void utils.orders.list.setInfiniteData(
      query,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            orders: page.orders.map((order) => rows.get(order.id) ?? order),
          })),
        },
    );

  useChanges("order", async (changed) => {
    if (seenUntil === undefined) return;
    const shown = orders.map(({ id }) => id);
    const stale = changed === null ? shown : shown.filter((id) => changed.includes(id));
    const listKey = getQueryKey(trpc.orders.list, query, "infinite");
    await Promise.all([
      utils.orders.countNew.invalidate(undefined, undefined, { throwOnError: true }),
      stale.length > 0 && queryClient.patchQueryData(listKey, () => readRows(stale), put),
    ]).then(
      () => setIsBehind(false),
      () => setIsBehind(true), // the page says that it is not live
    );
  });
  return {
    newCount: newOrders.data?.newCount ?? 0,
    isLive: isConnected && !isBehind,
  };
}
