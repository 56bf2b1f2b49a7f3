import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import type { StripeTurns } from "../shop.ts";
import { currentCaller } from "./stripe-budget.ts";
import { NoTurn } from "./stripe-turns.ts";

/** Timeouts and pauses of calls to Stripe, in ms. */
export interface StripeTimes {
  /** Timeout of all calls, with retries, while a person waits for a request; and of one attempt. */
  person: number;
  personAttempt: number;
  /** Timeout of one call of Stripe Tax, with retries, while a person waits. */
  personTax: number;
  /** Timeout of one call of a job, with retries; and of one attempt. */
  job: number;
  jobAttempt: number;
  /** Approximate pause before the first retry; later ones are longer. */
  retryPause: number;
  /** How long the circuit stays open after several failures in a row. */
  rest: number;
}

export const stripeTimes: StripeTimes = {
  person: 8_000,
  personAttempt: 4_000,
  personTax: 3_000,
  job: 60_000,
  jobAttempt: 20_000,
  retryPause: 300,
  rest: 10_000,
};

/**
 * The number of consecutive failed calls (after all retries, of any caller) that opens the circuit. A failure of one payment
 * only does not open it, as its job makes another call in between, see `isStripeOutage`.
 */
const failuresInARow = 3;

/** The most retries of one call; if Stripe hangs, the timeout comes first. */
const maxRetries = 4;
const longestPauseMs = 3_000;

interface Outcome {
  /** Whether Stripe failed. */
  isFailure: boolean;
  /** Whether the same call may succeed soon. */
  isWorthRetrying: boolean;
  /** Whether Stripe has refused it because all calls together are too many: it gets another turn, at a lower rate. */
  isRateLimited: boolean;
}

/** A call without a turn was not sent: that says nothing about Stripe. */
const failures = handleWhen((error) => !(error instanceof NoTurn));

/**
 * Runs calls to Stripe with a timeout for each attempt and for the whole call, retries with growing, random pauses, and a
 * circuit breaker that all calls of the process share. Each attempt waits for its turn; `NoTurn` when that would leave it no time. The circuit opens after `failuresInARow` failed calls. Then calls fail at
 * once (`BrokenCircuitError`) until one is let through after `times.rest`, without retries, as a trial. Calls of jobs wait
 * for its end; those of people fail at once. A call without an answer in time throws `TaskCancelledError`.
 */
export function createStripePolicies(
  times: StripeTimes,
  turns: StripeTurns,
  /** Timeout of one call while a person waits, if it is shorter than that of all. */
  {
    personCall = times.person,
    onCircuit,
  }: { personCall?: number; onCircuit?: (state: CircuitState) => void } = {},
) {
  const breaker = circuitBreaker(
    failures.orWhenResult((outcome) => (outcome as Outcome).isFailure),
    { halfOpenAfter: times.rest, breaker: new ConsecutiveBreaker(failuresInARow) },
  );
  if (onCircuit !== undefined) breaker.onStateChange(onCircuit);
  const retries = retry(
    failures.orWhenResult((outcome) => (outcome as Outcome).isWorthRetrying),
    {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({ initialDelay: times.retryPause, maxDelay: longestPauseMs }),
    },
  );
  return function run<Answer extends Outcome>(
    attempt: (attemptMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    const caller = currentCaller();
    const isPerson = caller.kind === "person";
    if (isPerson && breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    const isTrial = breaker.state !== CircuitState.Closed;
    const attemptMs = isPerson || isTrial ? times.personAttempt : times.jobAttempt;
    const callMs = isPerson
      ? Math.min(personCall, times.person - (performance.now() - caller.startedAt))
      : times.job;
    if (callMs <= 0) {
      if (!isPerson || caller.hasSent) throw new TaskCancelledError();
      throw new NoTurn(); // a crowd has used up the time before anything was sent
    }
    const whole = timeout(callMs, TimeoutStrategy.Aggressive);
    const purpose = isPerson ? "person" : caller.purpose;
    // So that the last attempt still has its time.
    const turnUntil = performance.now() + callMs - Math.min(attemptMs, callMs / 2);
    const once = async () => {
      for (;;) {
        await turns.take(purpose, turnUntil - performance.now());
        if (isPerson) caller.hasSent = true;
        const answer = await timeout(attemptMs, TimeoutStrategy.Aggressive).execute(() => attempt(attemptMs));
        if (!answer.isRateLimited) return answer;
        turns.refused();
      }
    };
    const call = () =>
      wrap(whole, retries).execute(({ signal }) => {
        signal.throwIfAborted(); // the call has already failed with a timeout, so nothing may be sent any more
        return once();
      });
    // The timeout also applies to a call that waits for the trial of another one.
    return whole.execute(() => breaker.execute(isTrial ? once : call));
  };
}
