import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { DiscrepancyFilters } from "../features/reconciliation/discrepancy-filters.tsx";
import {
  type DiscrepancySearch,
  discrepancyQuery,
  isFiltered,
} from "../features/reconciliation/discrepancy-search.ts";
import { type Choice, DiscrepancyTable } from "../features/reconciliation/discrepancy-table.tsx";
import { DismissDialog } from "../features/reconciliation/dismiss-dialog.tsx";
import { EarlierRuns } from "../features/reconciliation/earlier-runs.tsx";
import classes from "../features/reconciliation/reconciliation.module.css";
import { RepairDialog } from "../features/reconciliation/repair-dialog.tsx";
import { RunPanel } from "../features/reconciliation/run-panel.tsx";
import { StartRun } from "../features/reconciliation/start-run.tsx";
import { useAttention } from "../server/attention.ts";
import { useSettings } from "../server/settings.ts";
import { type Discrepancy, trpc } from "../server/trpc.ts";
import { localTimeOf } from "../shop-time.ts";
import { Empty } from "../ui/empty.tsx";
import { ExportButton } from "../ui/export-button.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { PathLink } from "../ui/path-link.tsx";
import { Problem } from "../ui/problem.tsx";
import { Section } from "../ui/section.tsx";
import { useNow } from "../ui/use-now.ts";

const route = getRouteApi("/console/reconciliation");
const consoleRoute = getRouteApi("/console");

/** What Stripe and the books say differently, its repair, and the comparisons that have found it. */
export function ReconciliationRoute() {
  const { me } = consoleRoute.useRouteContext();
  const { timeZone } = useSettings();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = useNow();
  const utils = trpc.useUtils();
  const unknown = useAttention().data?.unknownPayments.count ?? 0;
  const [notice, setNotice] = useState<string | null>(null);
  const [dialog, setDialog] = useState<{ discrepancy: Discrepancy; choice: Choice } | null>(null);
  const change = (part: DiscrepancySearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const query = discrepancyQuery(search);
  const list = trpc.reconciliation.discrepancies.useInfiniteQuery(
    { ...query, limit: 50 },
    {
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: (before) => before,
      refetchInterval: 30_000,
    },
  );
  const rows = list.data?.pages.flatMap(({ discrepancies }) => discrepancies) ?? null;
  const refresh = () => {
    void utils.reconciliation.invalidate();
    void utils.reports.attention.invalidate();
  };

  const close = () => {
    setDialog(null);
    refresh();
  };
  const ends = {
    onClose: close,
    onDone(said: string) {
      setNotice(said);
      close();
    },
  };
  return (
    <>
      <PageHead title="Reconciliation">
        <ExportButton
          url={`/exports/discrepancies.csv?filter=${encodeURIComponent(JSON.stringify(query))}`}
          me={me}
          useCount={(isOpen) => trpc.reconciliation.count.useQuery(query, { enabled: isOpen, staleTime: 0 })}
          named={(count) => `${count} ${count === 1 ? "discrepancy" : "discrepancies"}`}
          contents="order numbers and ids of payments"
        />
      </PageHead>
      <Notice>{notice}</Notice>
      {unknown > 0 && (
        <p className={classes.dim}>
          <PathLink path="/unknown-payments">
            {unknown === 1 ? "1 payment has" : `${unknown} payments have`} no order in the database at all:
            decide about {unknown === 1 ? "it" : "them"}
          </PathLink>
        </p>
      )}
      {search.run !== undefined && <RunPanel key={search.run} runId={search.run} now={now} />}
      <Section title="Discrepancies">
        <DiscrepancyFilters search={search} onChange={change} />
        {list.isError && !list.isFetchNextPageError && (
          <Problem title="The discrepancies could not be loaded" error={list.error} onRetry={list.refetch} />
        )}
        {rows?.length === 0 && <Nothing search={search} />}
        {!list.isLoadingError && rows?.length !== 0 && (
          <DiscrepancyTable
            rows={rows}
            now={now}
            isOpen={query.show === "open"}
            isStale={list.isPlaceholderData}
            disabledReason={me.role === "support" ? "Only an owner or a manager may decide." : null}
            onChoose={(discrepancy, choice) => {
              setNotice(null);
              setDialog({ discrepancy, choice });
            }}
            onRefused={setNotice}
          />
        )}
        <LoadMore list={list} />
      </Section>
      <Section title="Compare now">
        <p className={classes.dim}>
          The shop compares Stripe with its books every hour, as far back as the last complete comparison and
          a day and a half before it. Choose days to compare them again, as after a repair at Stripe or a
          restored backup.
        </p>
        <StartRun
          today={localTimeOf(new Date(now).toISOString(), timeZone).slice(0, 10)}
          disabledReason={me.role === "support" ? "Only an owner or a manager may start one." : null}
          onRefused={setNotice}
          onStarted={({ runId, isStarted }) => {
            setNotice(isStarted ? null : "One by hand is under way already. It is shown here.");
            change({ run: runId });
          }}
        />
      </Section>
      <Section title="Earlier reconciliations">
        <EarlierRuns now={now} />
      </Section>
      {dialog?.choice === "repair" && <RepairDialog discrepancy={dialog.discrepancy} {...ends} />}
      {dialog?.choice === "dismiss" && <DismissDialog discrepancy={dialog.discrepancy} {...ends} />}
    </>
  );
}

function Nothing({ search }: { search: DiscrepancySearch }) {
  if (isFiltered(search))
    return (
      <Empty title="None matches">
        Remove a filter, or look at the {search.show ? "open" : "closed"} ones.
      </Empty>
    );
  if (search.show === "closed")
    return <Empty title="There was none yet">What is repaired, dismissed or gone stands here.</Empty>;
  return (
    <Empty title="Stripe and the books agree">
      What differs and can be settled by what Stripe says is settled at once. What is left stands here until
      somebody repairs it.
    </Empty>
  );
}
