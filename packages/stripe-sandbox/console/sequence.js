// @ts-check
/**
 * Numbers requests, because responses arrive in any order. A response is shown if it belongs to a newer request than what
 * is shown; an older one is dropped, and no response waits for another.
 */
export function createSequence() {
  let lastTaken = 0;
  let shown = 0;
  return {
    take: () => {
      lastTaken += 1;
      return lastTaken;
    },
    /** @param {number} turn */
    isNewer(turn) {
      if (turn < shown) return false;
      shown = turn;
      return true;
    },
    /** Drops all responses that are still to come. */
    end() {
      shown = Number.POSITIVE_INFINITY;
    },
  };
}
