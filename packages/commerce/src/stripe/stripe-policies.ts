import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  retry,
  TaskCancelledError,
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

/**
 * So many calls in a row that failed with all of their retries, whoever made them, open the circuit. One payment that
 * Stripe fails at does not: a job that meets it makes another call, see `isStripeOutage`.
 */
const failuresInARow = 3;

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
 * in between, and a circuit breaker that all calls of the process share. It opens after `failuresInARow` calls. Then
 * calls fail at once (`BrokenCircuitError`), until after `times.rest` one is let through, without retries, to see
 * whether Stripe is back; jobs wait for its end, people don't. A call without an answer in time throws
 * `TaskCancelledError`.
 */
export function createStripePolicies(times: StripeTimes) {
  const breaker = circuitBreaker(
    handleAll.orWhenResult((outcome) => (outcome as Outcome).isFailure),
    { halfOpenAfter: times.rest, breaker: new ConsecutiveBreaker(failuresInARow) },
  );
  const retries = retry(
    handleAll.orWhenResult((outcome) => (outcome as Outcome).isWorthRetrying),
    {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({ initialDelay: times.retryPause, maxDelay: longestPauseMs }),
    },
  );
  return function run<Answer extends Outcome>(
    attempt: (attemptMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    const who = whoWaits();
    const isPerson = who.for === "person";
    if (isPerson && breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    const isTrial = breaker.state !== CircuitState.Closed;
    const attemptMs = isPerson || isTrial ? times.personAttempt : times.jobAttempt;
    const callMs = isPerson ? times.person - (performance.now() - who.startedAt) : times.job;
    if (callMs <= 0) throw new TaskCancelledError();
    const whole = timeout(callMs, TimeoutStrategy.Aggressive);
    const once = () => timeout(attemptMs, TimeoutStrategy.Aggressive).execute(() => attempt(attemptMs));
    const call = () =>
      wrap(whole, retries).execute(({ signal }) => {
        signal.throwIfAborted(); // the caller was told that there is no answer: nothing may be sent any more
        return once();
      });
    // Its time also ends a call that waits for another one to find out whether Stripe is back.
    return whole.execute(() => breaker.execute(isTrial ? once : call));
  };
}
