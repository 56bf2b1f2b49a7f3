import { type LogOutput, openLogOutput } from "../config/log-output.ts";
import { StartError } from "../config/start-error.ts";
import { createRun, type Run } from "./run.ts";

/** What a program that runs until it is stopped has to say. */
export interface Voice {
  /** Stops everything, and ends with this exit code: for a program that comes to an end by itself. */
  end(code: number): Promise<void>;
  /** Ends the run because of this error; if it is stopping already, ending parts are no failures. */
  fail(error: unknown): Promise<void>;
  output: LogOutput;
}

/**
 * Runs a program that starts parts on this machine until a signal ends it, or a part that it can't do without: then everything
 * stops, in order.
 */
export async function runUntilStopped(start: (run: Run, voice: Voice) => Promise<void>): Promise<void> {
  const run = createRun();
  let starting: Promise<void> = Promise.resolve();
  const exit = async (code: number) => {
    await run.stop(starting);
    process.exit(code);
  };
  const fail = async (error: unknown) => {
    if (run.isStopping) return;
    console.error(error instanceof StartError ? error.message : error);
    await exit(1);
  };
  process.on("SIGINT", () => void exit(0));
  process.on("SIGTERM", () => void exit(0));
  // The terminal was closed: PostgreSQL, in a process group of its own, would go on without us.
  process.on("SIGHUP", () => void exit(0));
  // Then nobody reads our lines any more; as on a full disk, that must not end us before everything is stopped.
  const output = openLogOutput(process);
  starting = start(run, { end: exit, fail, output });
  await starting.catch(fail);
}
