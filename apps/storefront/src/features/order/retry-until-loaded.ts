import { useState } from "react";
import { isTemporary } from "../../server/refusals.ts";

/** The first wait between two attempts, in ms; each is twice as long as the one before, up to the longest. */
const firstWaitMs = 1_000;
const longestWaitMs = 15_000;

interface RetriedQuery {
  state: { data?: unknown; error: unknown; errorUpdateCount: number };
}

/**
 * Options for a query that a customer who has paid waits for: it is repeated until it is answered, with growing waits,
 * and at once when the network is back or the page is looked at again. A refusal is an answer.
 */
export const retryUntilLoaded = {
  refetchInterval: ({ state }: RetriedQuery) =>
    state.data === undefined && isTemporary(state.error)
      ? Math.min(longestWaitMs, firstWaitMs * 2 ** (state.errorUpdateCount - 1))
      : (false as const),
  refetchOnReconnect: true,
  refetchOnWindowFocus: true,
};

/** Why there is no answer yet, also during a new attempt; null if there is one, or nothing has failed. */
export function useLastFailure({ data, error }: { data: unknown; error: unknown }): unknown {
  const [last, setLast] = useState<unknown>(null);
  if (error && error !== last) setLast(error);
  return data === undefined ? (error ?? last) : null;
}
