import { Button } from "@mantine/core";
import { AttentionList, AttentionSkeleton } from "../features/home/attention-list.tsx";
import { AuthorizedOrders } from "../features/home/authorized-orders.tsx";
import { ChartPanel } from "../features/home/chart-place.tsx";
import { concernsOf } from "../features/home/concerns.ts";
import { FiguresList, FiguresSkeleton } from "../features/home/figures-list.tsx";
import { FirstSteps } from "../features/home/first-steps.tsx";
import { LatestOrders } from "../features/home/latest-orders.tsx";
import { useStableData } from "../features/home/use-stable-data.ts";
import { WaitingDrafts } from "../features/home/waiting-drafts.tsx";
import { useAttention } from "../server/attention.ts";
import { type Attention, type ListedOrder, trpc } from "../server/trpc.ts";
import { Ago } from "../ui/ago.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { useNow } from "../ui/use-now.ts";

const everyMinute = { refetchInterval: 60_000 };
const latest = { limit: 5 };

/** What needs attention; then today's sales. */
export function HomeRoute() {
  const attention = useAttention();
  const figures = trpc.reports.figures.useQuery(undefined, everyMinute);
  const orders = trpc.orders.list.useQuery(latest, everyMinute);
  const needs = useStableData(attention.data, shapeOfAttention);
  const shownOrders = useStableData(orders.data?.orders, shapeOfOrders);
  const now = useNow();

  const queries = [attention, figures, orders];
  const updatedAt = Math.min(...queries.map(({ dataUpdatedAt }) => dataUpdatedAt));
  const missing = queries.find(({ isError, data }) => isError && data === undefined);
  const isOld = queries.some(({ isRefetchError }) => isRefetchError);
  const showUpdates = () => {
    needs.show();
    shownOrders.show();
  };
  const refresh = () => {
    void Promise.all(queries.map((query) => query.refetch())).then(showUpdates);
  };
  return (
    <>
      <PageHead title="Home">
        {updatedAt > 0 && (
          <span>
            {isOld && "Could not be refreshed. "}Updated{" "}
            <Ago at={new Date(updatedAt).toISOString()} now={Math.max(now, updatedAt)} />
          </span>
        )}
        <span role="status">
          {(needs.hasUpdate || shownOrders.hasUpdate) && (
            <Button size="compact-sm" onClick={showUpdates}>
              {needs.hasUpdate ? "What needs you has changed" : "New orders"}: show
            </Button>
          )}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          loading={queries.some(({ isRefetching }) => isRefetching)}
          onClick={refresh}
        >
          Refresh
        </Button>
      </PageHead>
      {missing && <Problem title="Some of this page is missing" error={missing.error} onRetry={refresh} />}

      {needs.shown ? (
        <AttentionList concerns={concernsOf(needs.shown, now)} now={now} />
      ) : (
        attention.isPending && <AttentionSkeleton />
      )}
      <WaitingDrafts />
      {figures.data && <AuthorizedOrders authorized={figures.data.authorized} />}
      {orders.data?.orders.length === 0 ? (
        <FirstSteps />
      ) : (
        <>
          {(figures.data || figures.isPending) && (
            <Section
              title="Today so far"
              aside={figures.data && <span>same time of day ({zoneLabel(figures.data.timeZone)})</span>}
            >
              {figures.data ? <FiguresList figures={figures.data} /> : <FiguresSkeleton />}
              <ChartPanel figures={figures.data} />
            </Section>
          )}
          {(shownOrders.shown || orders.isPending) && (
            <LatestOrders orders={shownOrders.shown ?? null} now={now} />
          )}
        </>
      )}
    </>
  );
}

/** A count changes in place; another kind of concern, or another example of it, waits until it is asked for. */
function shapeOfAttention(attention: Attention): string {
  return JSON.stringify(concernsOf(attention, 0).map(({ path, note, examples }) => [path, note, examples]));
}

function shapeOfOrders(orders: ListedOrder[]): string {
  return orders.map(({ number }) => number).join();
}

/** `Europe/Vienna` as people say it: Vienna. */
function zoneLabel(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}
