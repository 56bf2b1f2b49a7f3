import { maxSyncSelection } from "@dualtrack/contract";
import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { useSyncRun } from "../../server/sync-runs.ts";
import { type SyncRun, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Empty } from "../../ui/empty.tsx";
import { NoWorker } from "../../ui/no-worker.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunResults } from "./run-results.tsx";
import classes from "./sync.module.css";

/** One run, live: its progress, and the result of each payment. */
export function RunPanel({
  runId,
  now,
  mayStart,
  onRetry,
}: {
  runId: string;
  now: number;
  mayStart: boolean;
  /** Starts a run of these orders only. */
  onRetry: (orderNumbers: string[]) => void;
}) {
  const query = useSyncRun(runId);
  useRefreshWhenFinished(query.data?.finishedAt ?? null);
  const aside = (
    <Link to="/sync" className={classes.dim}>
      Close
    </Link>
  );
  if (refusalOf(query.error)?.code === "SYNC_RUN_NOT_FOUND")
    return (
      <Section title="Sync" aside={aside}>
        <Empty title="There is no such sync">The address may be cut off. Earlier syncs are below.</Empty>
      </Section>
    );
  const run = query.data;
  const failed = run === undefined ? [] : failedNumbers(run);
  return (
    <Section title={run ? `Sync by ${run.startedBy}` : "Sync"} aside={aside}>
      {query.isError && (
        <Problem title="The sync could not be loaded" error={query.error} onRetry={query.refetch} />
      )}
      {run && (
        <>
          <RunProgress counts={run.counts} isFinished={run.finishedAt !== null} />
          {run.finishedAt === null && !run.hasWorker && <NoWorker />}
          {mayStart && run.finishedAt !== null && failed.length > 0 && (
            <Group mb="xs">
              <Button size="xs" variant="default" onClick={() => onRetry(failed)}>
                {failed.length === 1 ? "Try the failed one again" : `Try the ${failed.length} failed again`}
              </Button>
            </Group>
          )}
        </>
      )}
      {!query.isError && (run === undefined || run.counts.total > 0) && (
        <RunResults items={run?.items ?? null} />
      )}
      {run && (
        <p className={classes.note}>
          Started <Ago at={run.startedAt} now={now} />. This page's address shows this sync to anybody on the
          staff.
        </p>
      )}
    </Section>
  );
}

function failedNumbers({ items }: SyncRun): string[] {
  return items
    .flatMap(({ state, number }) => (state === "failed" && number !== null ? [number] : []))
    .slice(0, maxSyncSelection);
}

/** When a run ends, the pending payments, the list of runs and the rail's badge change. */
function useRefreshWhenFinished(finishedAt: string | null): void {
  const utils = trpc.useUtils();
  useEffect(() => {
    if (finishedAt === null) return;
    void utils.sync.pending.invalidate();
    void utils.sync.runs.invalidate();
    void utils.reports.attention.invalidate();
  }, [finishedAt, utils]);
}
