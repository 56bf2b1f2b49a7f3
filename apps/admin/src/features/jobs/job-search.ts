import { type FailedJobState, failedJobStates, type JobTask, jobTasks } from "@dualtrack/contract";
import { readList, readOneOf } from "../../search-params.ts";

/** What the address of the failed jobs holds: `?state=dead&task=send-mail`. Defaults are left out. */
export interface JobSearch {
  /** Left out: both. */
  state?: FailedJobState | undefined;
  task?: JobTask[] | undefined;
}

export function readJobSearch(search: Record<string, unknown>): JobSearch {
  return { state: readOneOf(search.state, failedJobStates), task: readList(search.task, jobTasks) };
}

/** The server's query for the list in the address. */
export function jobQueryOf({ state, task }: JobSearch) {
  return { states: state && [state], tasks: task };
}
