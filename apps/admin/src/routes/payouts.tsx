import { getRouteApi } from "@tanstack/react-router";
import { PayoutFigures } from "../features/payouts/payout-figures.tsx";
import { PayoutFilters } from "../features/payouts/payout-filters.tsx";
import { isFiltered, type PayoutSearch, payoutQuery } from "../features/payouts/payout-search.ts";
import { PayoutTable } from "../features/payouts/payout-table.tsx";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { ExportButton } from "../ui/export-button.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";

const route = getRouteApi("/console/payouts");
const consoleRoute = getRouteApi("/console");

/** What arrives at the bank: each payout with what it consists of, and whether that adds up. */
export function PayoutsRoute() {
  const { me } = consoleRoute.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const days = search.days ?? "30";
  const query = payoutQuery(search);
  const change = (part: PayoutSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const figures = trpc.payouts.figures.useQuery(
    { days: days === "7" ? 7 : days === "90" ? 90 : 30 },
    { placeholderData: (before) => before },
  );
  const list = trpc.payouts.list.useInfiniteQuery(
    { ...query, limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (before) => before },
  );
  const rows = list.data?.pages.flatMap(({ payouts }) => payouts) ?? null;
  return (
    <>
      <PageHead title="Payouts">
        <ExportButton
          url={`/exports/payouts.csv?filter=${encodeURIComponent(JSON.stringify(query))}`}
          me={me}
          useCount={(isOpen) => trpc.payouts.count.useQuery(query, { enabled: isOpen, staleTime: 0 })}
          named={(count) => `${count} ${count === 1 ? "payout" : "payouts"}`}
          contents="sums, and no data of customers"
        />
      </PageHead>
      {figures.isLoadingError ? (
        <Problem title="The figures could not be loaded" error={figures.error} onRetry={figures.refetch} />
      ) : (
        <PayoutFigures
          figures={figures.data}
          isStale={figures.isPlaceholderData}
          days={days}
          onChange={(wanted) => change({ days: wanted === "30" ? undefined : wanted })}
        />
      )}
      <PayoutFilters
        search={search}
        currencies={figures.data?.money.map(({ currency }) => currency) ?? []}
        onChange={change}
      />
      {list.isError && !list.isFetchNextPageError && (
        <Problem title="The payouts could not be loaded" error={list.error} onRetry={list.refetch} />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <PayoutTable rows={rows} isStale={list.isPlaceholderData} />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered(search) ? "No payout matches" : "There was no payout yet"}>
          {isFiltered(search)
            ? "Remove a filter, or look at more days."
            : "Stripe pays out by the schedule of your account. The shop reads each payout within the hour."}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}
