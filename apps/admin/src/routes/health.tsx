import { healthRanges } from "@dualtrack/contract";
import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { ConversionSection } from "../features/health/conversion.tsx";
import { HealthFigures } from "../features/health/health-figures.tsx";
import { HealthNowSection, UptimeDays } from "../features/health/health-now.tsx";
import { usualRange } from "../features/health/health-search.ts";
import { rangeLabels } from "../features/health/health-texts.ts";
import { readOneOf } from "../search-params.ts";
import { trpc } from "../server/trpc.ts";
import { Empty } from "../ui/empty.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/health");

/** How the shop has kept what it promises, and how it is now. */
export function HealthRoute() {
  const { range = usualRange } = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const state = trpc.health.now.useQuery(undefined, { refetchInterval: 30_000, staleTime: 0 });
  const health = trpc.health.figures.useQuery(
    { range },
    { refetchInterval: 60_000, staleTime: 0, placeholderData: (before) => before },
  );
  return (
    <>
      <PageHead title="Health">
        <SegmentedControl
          size="xs"
          aria-label="Range"
          data={healthRanges.map((value) => ({ value, label: rangeLabels[value] }))}
          value={range}
          onChange={(value) => {
            const wanted = readOneOf(value, healthRanges);
            void navigate({ search: { range: wanted === usualRange ? undefined : wanted }, replace: true });
          }}
        />
        <Button
          component="a"
          href={`/exports/health.csv?filter=${encodeURIComponent(JSON.stringify({ range }))}`}
          download
          size="compact-sm"
          variant="default"
        >
          Export CSV
        </Button>
      </PageHead>
      {state.isLoadingError ? (
        <Problem title="The present state could not be loaded" error={state.error} onRetry={state.refetch} />
      ) : (
        <HealthNowSection state={state.data} now={now} />
      )}
      {health.isLoadingError && (
        <Problem title="The figures could not be loaded" error={health.error} onRetry={health.refetch} />
      )}
      {health.isLoading && <Skeleton height={480} aria-label="The figures are loading" />}
      {health.data?.isEmpty && (
        <Empty title="Nothing was measured in this time">
          Processes store what they measure each minute. Figures are here a minute after the first one has
          started.
        </Empty>
      )}
      {health.data && !health.data.isEmpty && (
        <HealthFigures health={health.data} isStale={health.isPlaceholderData} />
      )}
      <ConversionSection />
      {state.data && <UptimeDays days={state.data.days} />}
    </>
  );
}
