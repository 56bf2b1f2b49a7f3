import { BulkheadRejectedError, bulkhead } from "cockatiel";

/** `known`: who has a session, or signs in from where they have signed in before. */
export type PasswordQueue = "known" | "anonymous";

/** Checking a password takes a tenth of a second of one core and 32 MB: one at a time, and so many may wait. */
const waiting: Record<PasswordQueue, number> = { known: 16, anonymous: 4 };

/** Whoever finds all places taken, and comes again so many seconds later, has a good chance. */
export const retryAfterSeconds = 2;

/**
 * Work on passwords, which anonymous clients can ask for as often as they like and from as many addresses as they have. They have
 * a lane of their own, so that those who are known get in meanwhile; it rests after each password for as long as that took, so
 * that whoever keeps it full takes half a core from the customers at most.
 */
export function createPasswordLimiter() {
  const queues = { known: bulkhead(1, waiting.known), anonymous: bulkhead(1, waiting.anonymous) };
  return {
    isFull: (queue: PasswordQueue) => queues[queue].executionSlots + queues[queue].queueSlots === 0,
    /** Answers as soon as the work is done. Null: all places are taken, and nothing was done. */
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

/** Keeps no process from ending. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

export type PasswordLimiter = ReturnType<typeof createPasswordLimiter>;
