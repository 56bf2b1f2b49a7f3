import { formatDuration } from "../../format-duration.ts";
import { type OpenAlert, trpc } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./alerts.module.css";

/** Alerts that are over, the newest first. */
export function ClearedAlerts({ now }: { now: number }) {
  const list = trpc.alerts.cleared.useInfiniteQuery(
    { limit: 20 },
    { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 },
  );
  const alerts = list.data?.pages.flatMap((page) => page.alerts) ?? null;
  if (list.isError)
    return <Problem title="Earlier alerts could not be loaded" error={list.error} onRetry={list.refetch} />;
  if (alerts?.length === 0) return <p className={classes.advice}>There was none yet.</p>;
  const columns: Column<OpenAlert>[] = [
    { label: "What", isMain: true, cell: ({ title }) => title },
    { label: "Noticed", width: 130, cell: ({ openedAt }) => <Ago at={openedAt} now={now} /> },
    {
      label: "Lasted",
      width: 120,
      cell: ({ openedAt, clearedAt }) =>
        clearedAt === null ? "" : formatDuration(Date.parse(clearedAt) - Date.parse(openedAt)),
    },
    { label: "Taken care of by", width: 200, cell: ({ acknowledged }) => acknowledged?.by ?? "" },
  ];
  return (
    <>
      <DataTable
        name="Earlier alerts"
        columns={columns}
        rows={alerts}
        keyOf={({ id }) => id}
        placeholders={3}
      />
      <LoadMore list={list} />
    </>
  );
}
