import { draftOrderStates, formatMoney } from "@dualtrack/contract";
import { Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { stateBadges } from "../features/draft-orders/draft-labels.ts";
import { DraftOrdersTable } from "../features/draft-orders/draft-orders-table.tsx";
import type { DraftSearch } from "../features/draft-orders/draft-search.ts";
import { ExportDraftOrders } from "../features/draft-orders/export-draft-orders.tsx";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { ListFilters } from "../ui/list-filters.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";
import { useRowNavigation } from "../ui/use-row-navigation.ts";

const route = getRouteApi("/console/draft-orders");
const consoleRoute = getRouteApi("/console");

/** Orders that staff have written for customers, by state. */
export function DraftOrdersRoute() {
  const { me } = consoleRoute.useRouteContext();
  const { q, state } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const figures = trpc.draftOrders.figures.useQuery(undefined, { refetchInterval: 60_000 });
  const list = trpc.draftOrders.list.useInfiniteQuery(
    { q, state: state ?? "all", limit: 50 },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: (before) => before,
      refetchInterval: 60_000,
    },
  );
  const rows = list.data?.pages.flatMap(({ draftOrders }) => draftOrders) ?? null;
  const change = (part: DraftSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const navigation = useRowNavigation({
    count: rows?.length ?? 0,
    start: -1,
    onEnd: () => void (list.hasNextPage && list.fetchNextPage()),
    onOpen(index) {
      const draftOrderId = rows?.[index]?.id;
      if (draftOrderId !== undefined)
        void navigate({
          to: "/draft-orders/$draftOrderId",
          params: { draftOrderId },
          state: { fromList: true },
        });
    },
  });
  const isFiltered = q !== undefined || state !== undefined;
  return (
    <>
      <PageHead title="Draft orders">
        {figures.data && figures.data.waiting > 0 && (
          <span>
            {figures.data.waiting} waiting for payment:{" "}
            {figures.data.sums.map((sum) => formatMoney(sum)).join(", ")}
          </span>
        )}
        <ExportDraftOrders search={{ q, state }} me={me} />
        <Button size="compact-sm" onClick={() => void navigate({ to: "/draft-orders/new" })}>
          New draft order
        </Button>
      </PageHead>
      <ListFilters
        search={{
          label: "Search draft orders",
          placeholder: "Number, name or e-mail",
          value: q,
          onChange: (text) => change({ q: text }),
          onLeave: () => navigation.moveTo(0),
        }}
        states={draftOrderStates.map((value) => ({ value, label: stateBadges[value].label }))}
        state={state}
        onState={(value) => change({ state: value })}
      />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The draft orders could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <DraftOrdersTable {...{ rows, now, navigation }} isStale={list.isPlaceholderData} />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered ? "No draft order matches" : "There are no draft orders"}>
          {isFiltered ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => change({ q: undefined, state: undefined })}
            >
              Show all
            </Button>
          ) : (
            "Write an order for a customer who calls, and send them a link by which they pay it."
          )}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}
