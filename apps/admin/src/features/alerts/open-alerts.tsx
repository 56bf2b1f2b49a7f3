import { type OpenAlert, trpc } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { PathLink } from "../../ui/path-link.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./alerts.module.css";

/** What is wrong now, each with the way to what repairs it, and who takes care of it. */
export function OpenAlerts({ alerts, now }: { alerts: OpenAlert[] | null; now: number }) {
  const utils = trpc.useUtils();
  const acknowledge = trpc.alerts.acknowledge.useMutation({
    onSettled: () => Promise.all([utils.alerts.open.invalidate(), utils.reports.attention.invalidate()]),
  });
  const columns: Column<OpenAlert>[] = [
    {
      label: "What",
      isMain: true,
      cell: ({ title, advice, path }) => (
        <span className={classes.what}>
          <PathLink path={path}>{title}</PathLink>
          <span className={classes.advice}>{advice}</span>
        </span>
      ),
    },
    {
      label: "How bad",
      width: 120,
      cell: ({ isUrgent }) => (
        <Status tone={isUrgent ? "bad" : "info"} label={isUrgent ? "Urgent" : "Can wait"} />
      ),
    },
    { label: "Noticed", width: 120, cell: ({ openedAt }) => <Ago at={openedAt} now={now} /> },
    {
      label: "Who takes care",
      width: 220,
      cell: ({ id, acknowledged }) =>
        acknowledged === null ? (
          <ActionButton
            disabledReason={null}
            loading={acknowledge.isPending && acknowledge.variables.alertId === id}
            onPress={() => acknowledge.mutate({ alertId: id })}
            onRefused={() => {}}
          >
            I take care of it
          </ActionButton>
        ) : (
          <span>
            {acknowledged.by}, <Ago at={acknowledged.at} now={now} />
          </span>
        ),
    },
  ];
  return (
    <DataTable name="Open alerts" columns={columns} rows={alerts} keyOf={({ id }) => id} placeholders={3} />
  );
}
