import { formatDuration } from "../../format-duration.ts";
import type { HealthNow } from "../../server/trpc.ts";
import { dayText } from "../../shop-time.ts";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { type Figure, FiguresBar } from "../../ui/figures-bar.tsx";
import { Section } from "../../ui/section.tsx";
import { Status } from "../../ui/status.tsx";
import classes from "./health.module.css";
import { writeValue } from "./health-texts.ts";

type ProcessView = HealthNow["processes"][number];

const roleLabels: Record<string, string> = { web: "Web", worker: "Worker", all: "Web and worker" };

/** How the shop is at this moment. Undefined: it is loading. */
export function HealthNowSection({ state, now }: { state: HealthNow | undefined; now: number }) {
  const columns: Column<ProcessView>[] = [
    {
      label: "Process",
      isMain: true,
      cell: ({ role, host, pid }) => (
        <span className={classes.process}>
          {roleLabels[role] ?? role}
          <span className={classes.host}>
            {host}, {pid}
          </span>
        </span>
      ),
    },
    {
      label: "State",
      width: 220,
      cell: ({ isSilent, openCircuits }) =>
        isSilent ? (
          <Status tone="bad" label="Silent" />
        ) : openCircuits.length > 0 ? (
          <Status tone="bad" label={`Does not ask ${openCircuits.map(serviceLabel).join(" and ")}`} />
        ) : (
          <Status tone="good" label="Runs" />
        ),
    },
    {
      label: "Memory",
      width: 100,
      isNumber: true,
      cell: ({ memoryBytes }) => writeValue(memoryBytes, "bytes"),
    },
    { label: "Live pages", width: 100, isNumber: true, cell: ({ liveStreams }) => liveStreams },
    { label: "Runs for", width: 100, cell: ({ startedAt }) => formatDuration(now - Date.parse(startedAt)) },
    { label: "Heard of", width: 120, cell: ({ seenAt }) => <Ago at={seenAt} now={now} /> },
  ];
  return (
    <Section title="Now">
      <FiguresBar figures={figuresOf(state)} isLoading={state === undefined} isStale={false}>
        {null}
      </FiguresBar>
      {state?.processes.length === 0 ? (
        <p className={classes.none}>No process has reported itself yet. Each does so within a minute.</p>
      ) : (
        <DataTable
          name="Processes"
          columns={columns}
          rows={state?.processes ?? null}
          keyOf={({ id }) => id}
          placeholders={2}
        />
      )}
    </Section>
  );
}

function serviceLabel(service: string): string {
  return service === "tax" ? "Stripe Tax" : "Stripe";
}

function figuresOf(state: HealthNow | undefined): Figure[] {
  const { heldReservations = 0, liveCheckouts = 0, oldestExpiredSeconds = 0 } = state?.gauges ?? {};
  const { provisionalOrders = 0, oldestJobSeconds = 0 } = state?.gauges ?? {};
  const { waiting = 0, failing = 0, dead = 0 } = state?.jobs ?? {};
  return [
    {
      label: "Workers",
      value: state?.workers ?? 0,
      sub: state?.workers === 0 ? "no job runs" : "alive",
      definition: "Processes that run jobs, on all machines.",
    },
    {
      label: "Queued jobs",
      value: waiting + failing,
      sub: `${failing} tried again, ${dead} given up`,
      definition: "Jobs that wait for their turn, or for their time.",
    },
    {
      label: "Longest wait",
      value: writeValue(oldestJobSeconds, "seconds"),
      sub: "of a job that is due",
      definition: "How long the job that is due first has been due.",
    },
    {
      label: "Held reservations",
      value: heldReservations,
      sub: `in ${liveCheckouts} checkouts`,
      definition: "Goods that are held while somebody pays.",
    },
    {
      label: "Overdue",
      value: writeValue(oldestExpiredSeconds, "seconds"),
      sub: "the oldest that still holds goods",
      definition: "How long the oldest reservation is over that was not ended yet.",
    },
    {
      label: "Provisional orders",
      value: provisionalOrders,
      sub: "wait for their payment's word",
      definition: "Orders that are there, and whose payment is not confirmed yet.",
    },
  ];
}

/** On which of the last thirty days jobs ran throughout. */
export function UptimeDays({ days }: { days: HealthNow["days"] }) {
  if (days.length === 0) return null;
  const columns: Column<HealthNow["days"][number]>[] = [
    { label: "Day", isMain: true, cell: ({ day }) => dayText(day) },
    { label: "Jobs ran", width: 120, isNumber: true, cell: ({ up }) => writeValue(up, "share") },
    {
      label: "Goal over 99.9 %",
      width: 140,
      cell: ({ up }) => <Status tone={up > 0.999 ? "good" : "bad"} label={up > 0.999 ? "Met" : "Not met"} />,
    },
  ];
  return (
    <Section title="Uptime of jobs by day">
      <DataTable name="Uptime of jobs by day" columns={columns} rows={days} keyOf={({ day }) => day} />
    </Section>
  );
}
