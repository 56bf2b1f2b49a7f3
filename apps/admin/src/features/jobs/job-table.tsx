import type { FailedJob } from "../../server/trpc.ts";
import { ActionButton } from "../../ui/action-button.tsx";
import { Ago } from "../../ui/ago.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Status } from "../../ui/status.tsx";
import { jobBadges, taskLabel } from "./job-labels.ts";
import { JobSubject } from "./job-subject.tsx";
import classes from "./jobs.module.css";

export interface JobActions {
  /** Why the person may not act; null: they may. */
  refusedReason: string | null;
  retrying: string | null;
  onRetry(job: FailedJob): void;
  onDiscard(job: FailedJob): void;
  onRefused(reason: string): void;
}

/** Jobs that failed, and what can be done about each. Null while they are loading. */
export function JobTable({
  jobs,
  now,
  isStale,
  actions,
}: {
  jobs: FailedJob[] | null;
  now: number;
  isStale: boolean;
  actions: JobActions;
}) {
  return (
    <DataTable
      name="Failed jobs"
      columns={columns(now, actions)}
      rows={jobs}
      keyOf={({ id }) => id}
      isStale={isStale}
    />
  );
}

function columns(now: number, actions: JobActions): Column<FailedJob>[] {
  return [
    { label: "Job", isMain: true, width: 190, cell: ({ task }) => taskLabel(task) },
    { label: "About", width: 120, cell: ({ subject }) => <JobSubject subject={subject} /> },
    {
      label: "State",
      width: 165,
      cell: ({ state, attempts, maxAttempts }) => (
        <span>
          <Status {...jobBadges[state]} />
          <span className={classes.sub}>
            {attempts} of {maxAttempts} attempts
          </span>
        </span>
      ),
    },
    {
      label: "Tried",
      width: 110,
      cell: (job) => (
        <span>
          <Ago at={job.changedAt} now={now} />
          <span className={classes.sub}>
            <NextTry job={job} now={now} />
          </span>
        </span>
      ),
    },
    { label: "Error", cell: ({ error }) => <LastError error={error} /> },
    {
      label: "Actions",
      width: 160,
      cell: (job) => (
        <span className={classes.actions}>
          <ActionButton
            size="compact-xs"
            loading={actions.retrying === job.id}
            disabledReason={actions.refusedReason ?? (job.isRunning ? "It is running now." : null)}
            onPress={() => actions.onRetry(job)}
            onRefused={actions.onRefused}
          >
            Retry
          </ActionButton>
          <ActionButton
            size="compact-xs"
            disabledReason={
              actions.refusedReason ??
              (job.discardEffect === null ? "Nobody else would do its work, so it can't be given up." : null)
            }
            onPress={() => actions.onDiscard(job)}
            onRefused={actions.onRefused}
          >
            Give up…
          </ActionButton>
        </span>
      ),
    },
  ];
}

function NextTry({ job: { nextTryAt, isRunning }, now }: { job: FailedJob; now: number }) {
  if (isRunning) return "Runs now";
  if (nextTryAt === null) return "Never again";
  return Date.parse(nextTryAt) <= now ? (
    "Again now"
  ) : (
    <>
      Again <Ago at={nextTryAt} now={now} />
    </>
  );
}

function LastError({ error }: { error: string | null }) {
  if (error === null) return <span className={classes.bad}>The process that ran it ended each time</span>;
  return (
    <span className={`${classes.bad} ${classes.clip}`} title={error}>
      {error}
    </span>
  );
}
