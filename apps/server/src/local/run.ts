import { setTimeout as pause } from "node:timers/promises";

/** How long a stop waits for the step of the start that is under way, in ms. */
const stepMs = 10_000;

interface Part {
  /** Announces the stop, before anything stops. */
  announceStop?(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything that one `npm start` has started on this machine, and how it is stopped. */
export interface Run {
  /** Aborts when the run stops, and when a step of the start fails. */
  signal: AbortSignal;
  readonly isStopping: boolean;
  add<One extends Part>(part: One): One;
  /** Runs steps at the same time. If one fails, the others end before it throws: none outlives the start. */
  together<Steps extends unknown[]>(
    steps: [...Steps],
  ): Promise<{ [Index in keyof Steps]: Awaited<Steps[Index]> }>;
  /**
   * Stops all parts, the last one first. `starting` is the start that may be under way: it ends before, so that nothing
   * asks a stopped database. A second call (the terminal and npm both send signals) does nothing.
   */
  stop(starting: Promise<unknown>): Promise<void>;
}

export function createRun(): Run {
  const parts: Part[] = [];
  const halt = new AbortController();
  let stopping: Promise<void> | undefined;
  return {
    signal: halt.signal,
    get isStopping() {
      return stopping !== undefined;
    },
    add(part) {
      parts.push(part);
      return part;
    },
    async together(steps) {
      try {
        return await Promise.all(steps);
      } catch (error) {
        halt.abort();
        await Promise.allSettled(steps);
        throw error;
      }
    },
    stop(starting) {
      stopping ??= (async () => {
        halt.abort();
        for (const part of parts) await part.announceStop?.().catch(nothing);
        await Promise.race([starting.catch(nothing), pause(stepMs)]);
        for (const part of parts.reverse())
          await part.stop().catch((error: unknown) => console.error("A part did not stop cleanly:", error));
      })();
      return stopping;
    },
  };
}

const nothing = () => {};
