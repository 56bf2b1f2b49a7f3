import { BulkheadRejectedError, bulkhead } from "cockatiel";

/** `known`: the caller has a session, or signs in from an address where they have signed in before. */
export type PasswordQueue = "known" | "anonymous";

/** Checking a password takes a tenth of a second of one core and 32 MB: one at a time, and at most this many wait. */
const waiting: Record<PasswordQueue, number> = { known: 16, anonymous: 4 };

/** After this time a caller who found all places taken has a good chance. */
export const retryAfterSeconds = 2;

/**
 * Limits work on passwords, which anonymous clients can cause as often as they like and from as many addresses as they
 * have. They have a queue of their own, so that known people get in meanwhile; it pauses after each password for as
 * long as that took, so that a flood takes half a core at most.
 */
export function createPasswordLimiter() {
  const queues = { known: bulkhead(1, waiting.known), anonymous: bulkhead(1, waiting.anonymous) };
  return {
    isFull: (queue: PasswordQueue) => queues[queue].executionSlots + queues[queue].queueSlots === 0,
    /** Resolves when the work is done; null if all places were taken and nothing was done. */
    run<Result>(queue: PasswordQueue, work: () => Promise<Result>): Promise<Result | null> {
      return new Promise((resolve, reject) => {
        const turn = queues[queue].execute(async () => {
          const begun = performance.now();
          await work().then(resolve, reject);
          if (queue === "anonymous") await rest(performance.now() - begun);
        });
        turn.catch((error) => (error instanceof BulkheadRejectedError ? resolve(null) : reject(error)));
      });
    },
  };
}

/** The timer does not keep the process alive. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

export type PasswordLimiter = ReturnType<typeof createPasswordLimiter>;
