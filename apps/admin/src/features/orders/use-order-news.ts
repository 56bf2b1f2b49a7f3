import { maxPageOfOrders } from "@dualtrack/contract";
import { skipToken } from "@tanstack/react-query";
import { useState } from "react";
import { type ListedOrder, trpc } from "../../server/trpc.ts";
import { useWatched } from "../../ui/use-watched.ts";
import type { OrderQuery } from "./order-search.ts";

type ListQuery = OrderQuery & { limit: number };

/**
 * Follows a list while somebody looks at it: counts the orders placed since it was read, and brings the rows on
 * screen up to date where they stand. Nothing moves, also not what the filter would no longer show.
 */
export function useOrderNews(
  query: ListQuery,
  { orders, seenUntil }: { orders: readonly ListedOrder[]; seenUntil: string | undefined },
): { newCount: number; isLive: boolean } {
  const utils = trpc.useUtils();
  const isWatched = useWatched();
  const [news, setNews] = useState({ since: "", count: 0 });
  const [isBehind, setIsBehind] = useState(false);

  async function refresh(ids: string[]) {
    for (let from = 0; from < ids.length; from += maxPageOfOrders) {
      const some = { ids: ids.slice(from, from + maxPageOfOrders), limit: maxPageOfOrders };
      const fresh = await utils.orders.list.fetch(some, { staleTime: 0 });
      const rows = new Map(fresh.orders.map((order) => [order.id, order]));
      utils.orders.list.setInfiniteData(
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
    }
  }

  const { sort: _sort, limit: _limit, ...filter } = query;
  const { status } = trpc.orders.watchList.useSubscription(
    seenUntil === undefined || !isWatched ? skipToken : { ...filter, since: seenUntil },
    {
      onData({ data: { newCount, changed } }) {
        setNews({ since: seenUntil ?? "", count: newCount });
        const shown = orders.map(({ id }) => id);
        const stale = changed === null ? shown : shown.filter((id) => changed.includes(id));
        refresh(stale).then(
          () => setIsBehind(false),
          () => setIsBehind(true), // the page says that it is not live
        );
      },
    },
  );
  return {
    newCount: news.since === seenUntil ? news.count : 0,
    isLive: status === "pending" && !isBehind,
  };
}
