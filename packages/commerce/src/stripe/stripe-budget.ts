import { AsyncLocalStorage } from "node:async_hooks";

/** What waits for Stripe: a job, or a person since `startedAt` (ms of `performance.now()`). */
type Caller = { kind: "job" } | { kind: "person"; startedAt: number };

const callers = new AsyncLocalStorage<Caller>();

/** Runs `work` for a person who waits: all its calls to Stripe share one time budget. */
export function whilePersonWaits<Result>(work: () => Result): Result {
  return callers.run({ kind: "person", startedAt: performance.now() }, work);
}

/** Runs `work` for which no person waits: its calls to Stripe may take longer and have more retries. */
export function inBackground<Result>(work: () => Result): Result {
  return callers.run({ kind: "job" }, work);
}

/**
 * What waits for the current call. Code outside of `whilePersonWaits` and `inBackground` counts as a person who starts to
 * wait now: it gives up too early rather than too late.
 */
export function currentCaller(): Caller {
  return callers.getStore() ?? { kind: "person", startedAt: performance.now() };
}
