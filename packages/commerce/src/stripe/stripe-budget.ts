import { AsyncLocalStorage } from "node:async_hooks";

/** What waits for Stripe: a job, or a person since `startedAt` (ms of `performance.now()`). */
type Caller =
  | { kind: "job"; purpose: "refund" | "upkeep" }
  | { kind: "person"; startedAt: number; hasSent: boolean; isTurnedAway: boolean };

const callers = new AsyncLocalStorage<Caller>();

/** Runs `work` for a person who waits: all its calls to Stripe share one time budget. */
export function whilePersonWaits<Result>(work: () => Result): Result {
  return callers.run(newPerson(), work);
}

/**
 * Runs `work` for which no person waits: its calls to Stripe may take longer and have more retries. They let those of people go
 * first, and upkeep those that move money back.
 */
export function inBackground<Result>(work: () => Result, purpose: "refund" | "upkeep" = "upkeep"): Result {
  return callers.run({ kind: "job", purpose }, work);
}

/**
 * What waits for the current call. Code outside of `whilePersonWaits` and `inBackground` counts as a person who starts to
 * wait now: it gives up too early rather than too late.
 */
export function currentCaller(): Caller {
  return callers.getStore() ?? newPerson();
}

/** A call was not sent, or not taken by Stripe, as too many others were. */
export function turnAway(): void {
  const caller = callers.getStore();
  if (caller?.kind === "person") caller.isTurnedAway = true;
}

/** Whether a call of the current person was not sent, or not taken by Stripe, as too many others were. */
export function isTurnedAway(): boolean {
  const caller = callers.getStore();
  return caller?.kind === "person" && caller.isTurnedAway;
}

function newPerson(): Caller {
  return { kind: "person", startedAt: performance.now(), hasSent: false, isTurnedAway: false };
}
