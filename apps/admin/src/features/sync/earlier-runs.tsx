import { Link } from "@tanstack/react-router";
import { type ListedSyncRun, trpc } from "../../server/trpc.ts";
import { resultText } from "../../sync-text.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./sync.module.css";

/** Syncs by hand, the newest first, each with the way to its results. */
export function EarlierRuns({ now }: { now: number }) {
  const list = trpc.sync.runs.useInfiniteQuery(
    { limit: 10 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 },
  );
  const runs = list.data?.pages.flatMap((page) => page.runs) ?? null;
  if (list.isError)
    return <Problem title="Earlier syncs could not be loaded" error={list.error} onRetry={list.refetch} />;
  if (runs?.length === 0) return <p className={classes.dim}>Nobody has synced by hand yet.</p>;
  return (
    <>
      <DataTable name="Earlier syncs" columns={columns(now)} rows={runs} keyOf={({ id }) => id} />
      <LoadMore list={list} />
    </>
  );
}

function columns(now: number): Column<ListedSyncRun>[] {
  return [
    {
      label: "Started",
      isMain: true,
      width: 140,
      cell: ({ id, startedAt }) => (
        <Link to="/sync" search={{ run: id }}>
          <Ago at={startedAt} now={now} />
        </Link>
      ),
    },
    { label: "By", cell: ({ startedBy }) => startedBy },
    { label: "Payments", isNumber: true, width: 100, cell: ({ counts }) => counts.total },
    { label: "Result", cell: (run) => <Result run={run} /> },
  ];
}

function Result({ run: { counts, finishedAt } }: { run: ListedSyncRun }) {
  if (finishedAt === null) return <Status tone="wait" label={`Under way, ${counts.waiting} left`} />;
  if (counts.total === 0) return <Status tone="none" label="Nothing was pending" />;
  return <Status tone={counts.failed > 0 ? "bad" : "good"} label={resultText(counts)} />;
}
