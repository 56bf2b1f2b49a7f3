import type { StripeProblemCode } from "@dualtrack/contract";

/** Why a call failed, with the message of Stripe, the network or our own error. */
export interface WrittenProblem {
  code: StripeProblemCode;
  said: string | null;
}

/** Stripe gave no readable answer. The SDK wraps it in a StripeConnectionError, as its `detail`. */
export class NoAnswer extends Error {
  readonly problem: WrittenProblem;

  constructor(problem: WrittenProblem, options: ErrorOptions) {
    super(problem.said ?? problem.code, options);
    this.problem = problem;
  }
}
