import type { StripeProblemCode } from "@dualtrack/contract";

/** Why a call came to nothing, and what Stripe, the network or our own error said. */
export interface WrittenProblem {
  code: StripeProblemCode;
  said: string | null;
}

/** Stripe gave no answer that could be read. The SDK makes a StripeConnectionError of it, with this as its `detail`. */
export class NoAnswer extends Error {
  readonly problem: WrittenProblem;

  constructor(problem: WrittenProblem, options: ErrorOptions) {
    super(problem.said ?? problem.code, options);
    this.problem = problem;
  }
}
