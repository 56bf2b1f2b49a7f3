import type { UnknownPaymentProblem } from "@dualtrack/db";

/** An order can't be made again from what Stripe has; nothing was changed, and staff decide. */
export class NotRestorable extends Error {
  readonly problem: UnknownPaymentProblem;
  /** Which SKUs are missing or short. */
  readonly skus: string[];

  constructor(problem: UnknownPaymentProblem, skus: string[] = []) {
    super(`The order can't be made again: ${problem}${skus.length > 0 ? ` (${skus.join(", ")})` : ""}`);
    this.problem = problem;
    this.skus = skus;
  }
}
