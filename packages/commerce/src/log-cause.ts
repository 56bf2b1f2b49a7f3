import { AsyncLocalStorage } from "node:async_hooks";

/** Why something is done: somebody's request, or a job of the queue, with its name. */
export type LogCause = { requestId: string } | { job: string; jobId: string };

const causes = new AsyncLocalStorage<LogCause>();

/** Runs `work`, of which every line in the log names this cause, whoever writes it. */
export function becauseOf<Result>(cause: LogCause, work: () => Result): Result {
  return causes.run(cause, work);
}

/** The cause of what runs now; undefined: the process itself does it, such as its start. */
export function currentCause(): LogCause | undefined {
  return causes.getStore();
}
