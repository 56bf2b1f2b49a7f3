import { AsyncLocalStorage } from "node:async_hooks";

/** Who waits for Stripe: nobody but a job, or a person since `startedAt` (ms of `performance.now()`). */
type Waiting = { for: "job" } | { for: "person"; startedAt: number };

const waiting = new AsyncLocalStorage<Waiting>();

/** A person waits for `work`: everything that it asks Stripe has to be done within one budget. */
export function whilePersonWaits<Result>(work: () => Result): Result {
  return waiting.run({ for: "person", startedAt: performance.now() }, work);
}

/** Nobody waits for `work`: its calls to Stripe may take longer, and are tried more often. */
export function inBackground<Result>(work: () => Result): Result {
  return waiting.run({ for: "job" }, work);
}

/**
 * Who waits for the call that is about to be made. Code that says nothing is taken for a person's, who starts to wait
 * now: what was forgotten to be marked is too quick to give up, and never too slow.
 */
export function whoWaits(): Waiting {
  return waiting.getStore() ?? { for: "person", startedAt: performance.now() };
}
