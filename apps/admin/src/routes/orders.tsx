import { Button, Kbd } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { ColumnMenu } from "../features/orders/column-menu.tsx";
import type { ColumnId } from "../features/orders/columns.tsx";
import { ExportOrders } from "../features/orders/export-orders.tsx";
import { FilterChips } from "../features/orders/filter-chips.tsx";
import filterClasses from "../features/orders/filters.module.css";
import { lastList } from "../features/orders/last-list.ts";
import { NoMatch, NoOrders } from "../features/orders/no-orders.tsx";
import { OrderFilters } from "../features/orders/order-filters.tsx";
import { isFiltered, type OrderSearch, queryOf } from "../features/orders/order-search.ts";
import classes from "../features/orders/orders.module.css";
import { OrdersCards, OrdersCardsSkeleton } from "../features/orders/orders-cards.tsx";
import { OrdersTable, OrdersTableSkeleton } from "../features/orders/orders-table.tsx";
import { SelectionBar } from "../features/orders/selection-bar.tsx";
import { ShowNewButton } from "../features/orders/show-new-button.tsx";
import { useColumns } from "../features/orders/use-columns.ts";
import { useNewOrders } from "../features/orders/use-new-orders.ts";
import { useSelection } from "../features/orders/use-selection.ts";
import { useSettings } from "../server/settings.ts";
import { trpc } from "../server/trpc.ts";
import { Ago } from "../ui/ago.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { Status } from "../ui/status.tsx";
import { useNow } from "../ui/use-now.ts";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/orders");
const consoleRoute = getRouteApi("/console");
const pageSize = 50;

export function OrdersRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { me } = consoleRoute.useRouteContext();
  const { baseCurrency: currency } = useSettings();
  const query = { ...queryOf(search, currency), limit: pageSize };
  const utils = trpc.useUtils();
  const list = trpc.orders.list.useInfiniteQuery(query, {
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const now = useNow();
  const isWide = useMediaQuery("(min-width: 62em)", undefined, { getInitialValueInEffect: false });
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  const [chosen, setColumns] = useColumns();
  // Orders that wait for a bank are sorted by how long they wait; none of them has been shipped.
  const withBank: readonly ColumnId[] =
    search.bank && !chosen.includes("bank")
      ? [...chosen.filter((id) => id !== "fulfilment"), "bank"]
      : chosen;
  const isByBookedDay = search.bookedFrom !== undefined || search.bookedTo !== undefined;
  const columns: readonly ColumnId[] = isByBookedDay
    ? ["booked", ...withBank.filter((id) => id !== "placed")]
    : withBank;
  const selection = useSelection(orders, JSON.stringify(query));
  const { newCount, isLive } = useNewOrders(query, {
    orders,
    seenUntil: list.isPlaceholderData ? undefined : list.data?.pages[0]?.seenUntil,
  });

  const change = (part: OrderSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const clear = () => void navigate({ search: ({ sort }) => ({ sort }), replace: true });
  const loadMore = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
  };
  /** Reads the list again from its beginning. */
  async function showNews() {
    scrollTo({ top: 0 });
    utils.orders.list.setInfiniteData(
      query,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await list.refetch();
  }
  const navigation = useRowNavigation({
    count: orders.length,
    start: orders.findIndex(({ number }) => number === lastList.number),
    onEnd: loadMore,
    onPick: selection.toggle,
    onOpen(index) {
      const number = orders[index]?.number;
      if (number === undefined) return;
      lastList.number = number;
      void navigate({ to: "/orders/$number", params: { number }, state: { fromList: true } });
    },
  });
  useEffect(() => {
    lastList.search = search;
  }, [search]);

  const List = isWide ? OrdersTable : OrdersCards;
  const ListSkeleton = isWide ? OrdersTableSkeleton : OrdersCardsSkeleton;
  return (
    <>
      <PageHead title="Orders">
        {list.data && (
          <>
            {isLive ? (
              <Status tone="good" label="Live" />
            ) : (
              <span>
                Updated{" "}
                <Ago
                  at={new Date(list.dataUpdatedAt).toISOString()}
                  now={Math.max(now, list.dataUpdatedAt)}
                />
              </span>
            )}
            <ExportOrders filter={queryOf(search, currency)} me={me} />
            <Button
              size="compact-sm"
              variant="default"
              loading={list.isRefetching && !list.isPlaceholderData}
              onClick={() => void list.refetch()}
            >
              Refresh
            </Button>
          </>
        )}
      </PageHead>
      <ShowNewButton count={newCount} onPress={() => void showNews()} />
      <div className={filterClasses.bar}>
        <SearchBox
          label="Search orders"
          placeholder="Number, name, address, goods, card, Stripe id"
          value={search.q ?? ""}
          onChange={(q) => change({ q: q === "" ? undefined : q })}
          onLeave={() => navigation.moveTo(0)}
        />
        <OrderFilters search={search} onChange={change}>
          <ColumnMenu columns={chosen} onChange={setColumns} />
        </OrderFilters>
      </div>
      <FilterChips search={search} onChange={change} onClear={clear} />

      {list.isPending && (
        <div aria-busy="true" role="status" aria-label="Loading the orders">
          <ListSkeleton rows={isWide ? 14 : 7} columns={columns} />
        </div>
      )}
      {list.isLoadingError && (
        <Problem title="The orders could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {list.isRefetchError && !list.isFetchNextPageError && (
        <Problem title="The list could not be refreshed" error={list.error} onRetry={list.refetch} />
      )}
      {list.data && orders.length > 0 && (
        <div
          className={list.isPlaceholderData ? classes.stale : undefined}
          aria-busy={list.isPlaceholderData}
        >
          <List orders={orders} columns={columns} navigation={navigation} selection={selection} now={now} />
        </div>
      )}
      {list.data && orders.length === 0 && (isFiltered(search) ? <NoMatch onClear={clear} /> : <NoOrders />)}
      {list.isFetchNextPageError && (
        <Problem title="More orders could not be loaded" error={list.error} onRetry={list.fetchNextPage} />
      )}

      {orders.length > 0 && (
        <div className={classes.foot}>
          {list.hasNextPage ? (
            <Button variant="default" size="sm" loading={list.isFetchingNextPage} onClick={loadMore}>
              Load more
            </Button>
          ) : (
            <span role="status">{countText(orders.length, isFiltered(search))}</span>
          )}
          <span className={classes.keys}>
            <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> walk, <Kbd size="xs">Enter</Kbd> opens,{" "}
            <Kbd size="xs">x</Kbd> picks, <Kbd size="xs">/</Kbd> searches
          </span>
        </div>
      )}
      <SelectionBar selection={selection} me={me} />
    </>
  );
}

function countText(count: number, filtered: boolean): string {
  if (filtered) return count === 1 ? "One order matches." : `${count} orders match, and all are shown.`;
  return count === 1 ? "That is the only order." : `All ${count} orders are shown.`;
}
