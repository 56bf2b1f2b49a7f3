import type { FailedJobState, JobTask } from "@dualtrack/contract";
import { jobTasks } from "@dualtrack/contract";
import { Button, SegmentedControl } from "@mantine/core";
import { readOneOf } from "../../search-params.ts";
import type { FailedJobCounts } from "../../server/trpc.ts";
import { taskLabel } from "./job-labels.ts";
import type { JobSearch } from "./job-search.ts";
import classes from "./jobs.module.css";

const states: { value: FailedJobState; label: string }[] = [
  { value: "failing", label: "Tried again" },
  { value: "dead", label: "Dead" },
];

/** The state, and each task that has failed jobs, with their number. Each change is written to the address. */
export function JobFilters({
  search: { state, task = [] },
  counts,
  onChange,
}: {
  search: JobSearch;
  counts: FailedJobCounts | undefined;
  onChange: (part: JobSearch) => void;
}) {
  const countOf = (task: JobTask) =>
    (counts?.tasks ?? []).reduce(
      (sum, row) =>
        row.task === task && (state === undefined || row.state === state) ? sum + row.count : sum,
      0,
    );
  const offered = jobTasks.filter((each) => task.includes(each) || countOf(each) > 0);
  const toggle = (each: JobTask) => {
    const chosen = task.includes(each) ? task.filter((other) => other !== each) : [...task, each];
    onChange({ task: chosen.length === 0 ? undefined : chosen });
  };
  return (
    <fieldset className={classes.filters} aria-label="Filters">
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={[{ value: "all", label: "All" }, ...states]}
        value={state ?? "all"}
        onChange={(chosen) =>
          onChange({
            state: readOneOf(
              chosen,
              states.map(({ value }) => value),
            ),
          })
        }
      />
      {offered.map((each) => (
        <Button
          key={each}
          size="xs"
          variant="default"
          className={classes.flag ?? ""}
          aria-pressed={task.includes(each)}
          data-active={task.includes(each) || undefined}
          onClick={() => toggle(each)}
        >
          {taskLabel(each)} ({countOf(each)})
        </Button>
      ))}
    </fieldset>
  );
}
