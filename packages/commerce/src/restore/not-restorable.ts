import type { UnknownPaymentProblem } from "@dualtrack/db";

/** An order can't be restored from Stripe's data. Nothing was changed, and staff decide. */
export class NotRestorable extends Error {
  readonly problem: UnknownPaymentProblem;
  /** The SKUs that are missing or short. */
  readonly skus: string[];

  constructor(problem: UnknownPaymentProblem, skus: string[] = []) {
    super(`The order can't be restored: ${problem}${skus.length > 0 ? ` (${skus.join(", ")})` : ""}`);
    this.problem = problem;
    this.skus = skus;
  }
}
