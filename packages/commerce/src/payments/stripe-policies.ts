import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import { whoWaits } from "./stripe-budget.ts";

/** How long Stripe is waited for, in ms. */
export interface StripeTimes {
  /** A person waits so long at most, for all calls of one request with their retries; and so long for one attempt. */
  person: number;
  personAttempt: number;
  /** A job waits so long at most for one call with its retries; and so long for one attempt. */
  job: number;
  jobAttempt: number;
  /** The pause before the first retry, about; those that follow are longer. */
  retryPause: number;
  /** How long Stripe is left alone after it has failed several times in a row. */
  rest: number;
}

export const stripeTimes: StripeTimes = {
  person: 8_000,
  personAttempt: 4_000,
  job: 60_000,
  jobAttempt: 20_000,
  retryPause: 300,
  rest: 10_000,
};

/** So many failures in a row, whoever met them, open the circuit. */
const failuresInARow = 5;

/** The most retries of one call; if Stripe hangs, its time is over before that. */
const maxRetries = 4;
const longestPauseMs = 3_000;

interface Outcome {
  /** Stripe failed: it did not do what it should, and says so. */
  isFailure: boolean;
  /** The same call may well succeed in a moment. */
  isWorthRetrying: boolean;
}

/**
 * Runs calls to Stripe with a time-out for each attempt and one for the whole call, retries with growing, random pauses
 * in between, and a circuit breaker that all calls of the process share. It opens after `failuresInARow` attempts that
 * threw or were failures. Then calls fail at once (`BrokenCircuitError`), until after `times.rest` one is let through
 * to see whether Stripe is back. A call that gets no answer in time throws `TaskCancelledError`.
 */
export function createStripePolicies(times: StripeTimes) {
  const breaker = circuitBreaker(
    handleAll.orWhenResult((outcome) => (outcome as Outcome).isFailure),
    { halfOpenAfter: times.rest, breaker: new ConsecutiveBreaker(failuresInARow) },
  );
  const retries = retry(
    handleWhen((error) => !(error instanceof BrokenCircuitError)).orWhenResult(
      (outcome) => (outcome as Outcome).isWorthRetrying,
    ),
    {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({ initialDelay: times.retryPause, maxDelay: longestPauseMs }),
    },
  );
  return function run<Answer extends Outcome>(
    attempt: (attemptMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    const who = whoWaits();
    const callMs = who.for === "job" ? times.job : times.person - (performance.now() - who.startedAt);
    const attemptMs = who.for === "job" ? times.jobAttempt : times.personAttempt;
    const limit = timeout(attemptMs, TimeoutStrategy.Aggressive);
    return wrap(timeout(Math.max(0, callMs), TimeoutStrategy.Aggressive), retries).execute(({ signal }) => {
      signal.throwIfAborted(); // the caller was told that there is no answer: nothing may be sent any more
      return breaker.execute(() => limit.execute(() => attempt(attemptMs)));
    });
  };
}
