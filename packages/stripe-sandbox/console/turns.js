// @ts-check
/**
 * Answers come in any order. Each question takes a turn, and of each answer it is asked whether it is newer than what
 * is shown: one that comes late is dropped, and none waits for those that were asked after it.
 */
export function createTurns() {
  let asked = 0;
  let shown = 0;
  return {
    take: () => {
      asked += 1;
      return asked;
    },
    /** @param {number} turn */
    isNews(turn) {
      if (turn < shown) return false;
      shown = turn;
      return true;
    },
    /** No answer is wanted any more. */
    end() {
      shown = Number.POSITIVE_INFINITY;
    },
  };
}
