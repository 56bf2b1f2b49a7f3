import type { ReconciliationTrigger } from "@dualtrack/contract";
import { Link } from "@tanstack/react-router";
import { useSettings } from "../../server/settings.ts";
import { type ReconciliationRun, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./reconciliation.module.css";
import { RunState, windowText } from "./run-report.tsx";

const triggers: Record<ReconciliationTrigger, string> = {
  schedule: "the clock",
  staff: "staff",
  command: "a command",
};

/** Runs, the newest first, each with the way to its report. */
export function EarlierRuns({ now }: { now: number }) {
  const { timeZone } = useSettings();
  const list = trpc.reconciliation.runs.useInfiniteQuery(
    { limit: 10 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 },
  );
  const runs = list.data?.pages.flatMap((page) => page.runs) ?? null;
  if (list.isError && !list.isFetchNextPageError)
    return (
      <Problem
        title="Earlier reconciliations could not be loaded"
        error={list.error}
        onRetry={list.refetch}
      />
    );
  if (runs?.length === 0)
    return <p className={classes.dim}>There was none yet. The first one begins with the worker.</p>;
  return (
    <>
      <DataTable
        name="Earlier reconciliations"
        columns={columnsAt(now, timeZone)}
        rows={runs}
        keyOf={({ id }) => id}
        placeholders={3}
      />
      <LoadMore list={list} />
    </>
  );
}

function columnsAt(now: number, timeZone: string): Column<ReconciliationRun>[] {
  const number = (label: string, count: (counts: ReconciliationRun["counts"]) => number) => ({
    ...{ label, isNumber: true, width: 90 },
    cell: ({ counts }: ReconciliationRun) => count(counts).toLocaleString("en"),
  });
  return [
    {
      label: "Started",
      isMain: true,
      width: 130,
      cell: ({ id, startedAt }) => (
        <Link to="/reconciliation" search={{ run: id }}>
          <Ago at={startedAt} now={now} />
        </Link>
      ),
    },
    { label: "By", width: 130, cell: ({ trigger, startedBy }) => startedBy ?? triggers[trigger] },
    { label: "What was created", cell: (run) => windowText(run, timeZone) },
    number("Payments", ({ payments }) => payments),
    number("Repaired", ({ repaired }) => repaired),
    number("Found", ({ found }) => found),
    { label: "Result", width: 220, cell: (run) => <RunState run={run} /> },
  ];
}
