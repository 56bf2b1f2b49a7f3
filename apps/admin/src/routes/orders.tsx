import { Anchor, Button, Kbd, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import classes from "../features/orders/orders.module.css";
import { OrdersCards, OrdersCardsSkeleton } from "../features/orders/orders-cards.tsx";
import { OrdersTable, OrdersTableSkeleton } from "../features/orders/orders-table.tsx";
import { useRowWalk } from "../features/orders/use-row-walk.ts";
import { trpc } from "../server/trpc.ts";
import { Ago } from "../ui/ago.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const pageSize = 50;

export function OrdersRoute() {
  const list = trpc.orders.list.useInfiniteQuery(
    { limit: pageSize },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  );
  const now = useNow();
  const isWide = useMediaQuery("(min-width: 62em)", undefined, { getInitialValueInEffect: false });
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  const loadMore = () => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
  };
  const walk = useRowWalk({ count: orders.length, onEnd: loadMore });
  const List = isWide ? OrdersTable : OrdersCards;
  const ListSkeleton = isWide ? OrdersTableSkeleton : OrdersCardsSkeleton;

  return (
    <>
      <title>Orders · Dualtrack admin</title>
      <div className={classes.head}>
        <Title order={1}>Orders</Title>
        {list.data && (
          <div className={classes.news}>
            <span>
              Updated{" "}
              <Ago at={new Date(list.dataUpdatedAt).toISOString()} now={Math.max(now, list.dataUpdatedAt)} />
            </span>
            <Button
              size="compact-sm"
              variant="default"
              loading={list.isRefetching}
              onClick={() => void list.refetch()}
            >
              Refresh
            </Button>
          </div>
        )}
      </div>

      {list.isPending && (
        <div aria-busy="true" role="status" aria-label="Loading the orders">
          <ListSkeleton rows={isWide ? 14 : 7} />
        </div>
      )}
      {list.isLoadingError && (
        <Problem title="The orders could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {list.isRefetchError && !list.isFetchNextPageError && (
        <Problem title="The list could not be refreshed" error={list.error} onRetry={list.refetch} />
      )}
      {list.data && orders.length > 0 && <List orders={orders} walk={walk} now={now} />}
      {list.data && orders.length === 0 && <NoOrders />}
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
            <span>
              {orders.length === 1 ? "That is the only order." : `All ${orders.length} orders are shown.`}
            </span>
          )}
          <span className={classes.keys}>
            <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> walk through the orders
          </span>
        </div>
      )}
    </>
  );
}

function NoOrders() {
  return (
    <div className={classes.empty}>
      <svg viewBox="0 0 160 40" fill="none" stroke="currentColor" strokeWidth="5" aria-hidden="true">
        <path d="M0 6h72M0 34h72" />
        <path d="M84 6h6M98 6h6M112 6h6M84 34h6M98 34h6M112 34h6" />
      </svg>
      <Text fw={600} size="sm">
        No orders yet
      </Text>
      <Text c="dimmed" size="sm" mt={4}>
        An order stands here the moment its customer has paid. Try it in <Anchor href="/">the shop</Anchor>.
      </Text>
    </div>
  );
}
