import { getRouteApi } from "@tanstack/react-router";
import { DeclineBreakdown } from "../features/declines/decline-breakdown.tsx";
import { DeclineBursts } from "../features/declines/decline-bursts.tsx";
import { DeclineFigures, periodLabels } from "../features/declines/decline-figures.tsx";
import { DeclineFilters } from "../features/declines/decline-filters.tsx";
import {
  type DeclineSearch,
  declineQuery,
  isFiltered,
  usualPeriod,
} from "../features/declines/decline-search.ts";
import { DeclineTable } from "../features/declines/decline-table.tsx";
import { ExportDeclines } from "../features/declines/export-declines.tsx";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/declines");
const consoleRoute = getRouteApi("/console");

/** Payments that were refused: how many, why, whose, and from where. */
export function DeclinesRoute() {
  const { me } = consoleRoute.useRouteContext();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const period = search.period ?? usualPeriod;
  const change = (part: DeclineSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const clear = () => void navigate({ search: ({ period: kept }) => ({ period: kept }), replace: true });

  const figures = trpc.declines.figures.useQuery(
    { period },
    { refetchInterval: 60_000, placeholderData: (before) => before },
  );
  const list = trpc.declines.list.useInfiniteQuery(
    { ...declineQuery(search), limit: 50 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: (before) => before },
  );
  const rows = list.data?.pages.flatMap(({ declines }) => declines) ?? null;
  return (
    <>
      <PageHead title="Declines">
        <ExportDeclines search={search} me={me} />
      </PageHead>
      {figures.isLoadingError ? (
        <Problem title="The figures could not be loaded" error={figures.error} onRetry={figures.refetch} />
      ) : (
        <DeclineFigures
          figures={figures.data}
          isStale={figures.isPlaceholderData}
          period={period}
          onChange={(wanted) => change({ period: wanted === usualPeriod ? undefined : wanted })}
        />
      )}
      {figures.data && <DeclineBursts figures={figures.data} onChoose={change} />}
      {figures.data && figures.data.failures > 0 && (
        <DeclineBreakdown figures={figures.data} onChoose={change} />
      )}
      <DeclineFilters search={search} rows={rows ?? []} onChange={change} onClear={clear} />
      {list.isError && !list.isFetchNextPageError && (
        <Problem
          title="The declined attempts could not be loaded"
          error={list.error}
          onRetry={list.refetch}
        />
      )}
      {!list.isLoadingError && (rows === null || rows.length > 0) && (
        <DeclineTable rows={rows} now={now} isStale={list.isPlaceholderData} onChoose={change} />
      )}
      {rows?.length === 0 && (
        <Empty title={isFiltered(search) ? "No declined attempt matches" : "No payment was refused"}>
          {isFiltered(search)
            ? "Remove a filter, or look at more days."
            : `In the last ${periodLabels[period]} every payment that was tried went through, or none was tried.`}
        </Empty>
      )}
      <LoadMore list={list} />
    </>
  );
}
