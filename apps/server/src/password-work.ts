import { BulkheadRejectedError, bulkhead } from "cockatiel";

/** `known`: who has a session, or signs in from where they have signed in before. */
export type Lane = "known" | "strangers";

/** Checking a password takes a tenth of a second of one core and 32 MB: one at a time, and so many may wait. */
const waiting: Record<Lane, number> = { known: 16, strangers: 4 };

/** Whoever finds all places taken, and comes again so many seconds later, has a good chance. */
export const comeAgainSeconds = 2;

/**
 * Work on passwords, which strangers can ask for as often as they like and from as many addresses as they have. They have
 * a lane of their own, so that those who are known get in meanwhile.
 */
export function createPasswordWork() {
  const lanes = { known: bulkhead(1, waiting.known), strangers: bulkhead(1, waiting.strangers) };
  return {
    isFull: (lane: Lane) => lanes[lane].executionSlots + lanes[lane].queueSlots === 0,
    /** Null: all places are taken, and nothing was done. */
    async run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result | null> {
      try {
        return await lanes[lane].execute(work);
      } catch (error) {
        if (error instanceof BulkheadRejectedError) return null;
        throw error;
      }
    },
  };
}

export type PasswordWork = ReturnType<typeof createPasswordWork>;
