import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { refusalOf } from "../../server/refusals.ts";
import { useSettings } from "../../server/settings.ts";
import { trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { Empty } from "../../ui/empty.tsx";
import { NoWorker } from "../../ui/no-worker.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Section } from "../../ui/section.tsx";
import classes from "./reconciliation.module.css";
import { RunReport, RunState, windowText } from "./run-report.tsx";

/** How often a run is read while it goes on, in ms. */
const askAgainMs = 1_000;

/** One run, live until it has ended. */
export function RunPanel({ runId, now }: { runId: string; now: number }) {
  const { timeZone } = useSettings();
  const utils = trpc.useUtils();
  const query = trpc.reconciliation.run.useQuery(
    { runId },
    { refetchInterval: ({ state }) => (state.data?.state === "running" ? askAgainMs : false) },
  );
  const finishedAt = query.data?.finishedAt ?? null;
  useEffect(() => {
    if (finishedAt === null) return;
    void utils.reconciliation.discrepancies.invalidate();
    void utils.reconciliation.runs.invalidate();
    void utils.reports.attention.invalidate();
  }, [finishedAt, utils]);
  const aside = (
    <Link to="/reconciliation" className={classes.sub}>
      Close
    </Link>
  );
  if (refusalOf(query.error)?.code === "RECONCILIATION_RUN_NOT_FOUND")
    return (
      <Section title="Reconciliation" aside={aside}>
        <Empty title="There is no such reconciliation">
          The address may be cut off. Earlier ones are below.
        </Empty>
      </Section>
    );
  const run = query.data;
  return (
    <Section title={run ? `Reconciliation of ${windowText(run, timeZone)}` : "Reconciliation"} aside={aside}>
      {query.isError && (
        <Problem title="The reconciliation could not be loaded" error={query.error} onRetry={query.refetch} />
      )}
      {run && (
        <>
          <div role="status">
            <RunState run={run} />
          </div>
          {run.state === "running" && !run.hasWorker && <NoWorker />}
          <RunReport run={run} />
          <p className={classes.dim}>
            Started <Ago at={run.startedAt} now={now} />
            {run.startedBy !== null && ` by ${run.startedBy}`}. This page’s address shows it to anybody on the
            staff.
          </p>
        </>
      )}
    </Section>
  );
}
