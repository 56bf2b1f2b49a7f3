import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "../local/child-process.ts";

/** The wait between the end of a process and its next start, and between two attempts, in ms. */
const retryMs = 500;
const maxAttempts = 20;

/** A process of the cluster, whichever it is at the moment: one that ends by itself is started again. */
export interface Member {
  name: string;
  /** How often it has ended by itself. */
  readonly deaths: number;
  /** Resolves when it runs. */
  running(): Promise<void>;
  /** Ends it with -9, and what it has started. It is started again. Resolves when it is dead. */
  kill(): Promise<void>;
  /** Ends it as a supervisor does, and starts it again. Resolves when it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it. `onLost` is called when it can't be started again. */
export async function startMember(
  name: string,
  start: () => Promise<Child>,
  { say, onLost }: { say(line: string): void; onLost(error: unknown): void },
): Promise<Member> {
  let [isStopping, isReplaced, deaths] = [false, false, 0];
  let child = await start();
  let running = Promise.resolve();

  const startAgain = async (): Promise<void> => {
    for (let attempts = 1; !isStopping; attempts += 1) {
      try {
        child = await start();
        return watch();
      } catch (error) {
        if (isStopping) return;
        if (attempts === maxAttempts) return onLost(error);
        await pause(retryMs);
      }
    }
  };
  const watch = () => {
    void child.ended.then((end) => {
      if (isStopping || isReplaced) return;
      deaths += 1;
      say(`${name} has ended (${end}); it is started again.`);
      running = pause(retryMs).then(startAgain);
    });
  };
  watch();
  return {
    name,
    get deaths() {
      return deaths;
    },
    running: () => running,
    async kill() {
      await running;
      const { pid, ended } = child;
      // Each is the first of a process group of its own.
      if (pid !== undefined) process.kill(-pid, "SIGKILL");
      await ended;
    },
    async restart() {
      await running;
      isReplaced = true;
      running = child.stop().then(() => {
        isReplaced = false;
        return startAgain();
      });
      await running;
    },
    async stop() {
      isStopping = true;
      await running;
      await child.stop();
    },
  };
}
