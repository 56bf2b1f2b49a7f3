import { problemLabel } from "../../labels.ts";
import type { EventView } from "../../server/trpc.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./webhooks.module.css";

type Attempt = EventView["log"][number];

/** Every attempt to process the event, the oldest first. Rows are only ever added. */
export function EventAttempts({ log, now }: { log: Attempt[]; now: number }) {
  return (
    <Section title="Attempts">
      {log.length === 0 ? (
        <p className={classes.dim}>Nothing was tried yet.</p>
      ) : (
        <DataTable name="Attempts" columns={columns(now)} rows={log} keyOf={({ id }) => id} />
      )}
    </Section>
  );
}

function columns(now: number): Column<Attempt>[] {
  return [
    { label: "Started", isMain: true, width: 120, cell: ({ startedAt }) => <Ago at={startedAt} now={now} /> },
    { label: "Took", isNumber: true, width: 90, cell: ({ durationMs }) => `${durationMs} ms` },
    {
      label: "Result",
      cell: ({ error }) =>
        error === null ? (
          <Status tone="good" label="It went well" />
        ) : (
          <span className={classes.bad}>{problemLabel(error)}</span>
        ),
    },
  ];
}
