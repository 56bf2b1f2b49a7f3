import { type Finding, graceMs } from "../discrepancies/finding.ts";
import { treatFinding } from "../discrepancies/treat-finding.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { isStripeOutage } from "../stripe/stripe-outage.ts";
import type { Run } from "./runs.ts";

/** Objects in a page of Stripe's. */
export const pageSize = 100;

/** So many are compared together: their rows are read by one statement, and then the progress is stored. */
export const batchSize = 20;

/** A run at work: what its steps share. */
export interface Comparison {
  shop: Shop;
  run: Run;
  /** The window, as Stripe's lists take it. */
  created: { gte: number; lt?: number };
  /** The end of what can be compared: what has just happened may be underway. */
  latest: Date;
  /** What was compared since then need not be compared again. A run by hand compares everything. */
  comparedSince: Date;
}

export function comparisonOf(shop: Shop, run: Run): Comparison {
  const { since, until, startedAt } = run;
  const settledUntil = startedAt.getTime() - graceMs;
  return {
    ...{ shop, run },
    created: { gte: seconds(since), ...(until === null ? {} : { lt: seconds(until) }) },
    latest: new Date(Math.min(until?.getTime() ?? settledUntil, settledUntil)),
    comparedSince: until === null ? since : startedAt,
  };
}

/** Brings a payment to what Stripe says. */
export async function settle({ shop, run }: Comparison, paymentIntentId: string): Promise<void> {
  const settlement = await syncPayment(shop, { paymentIntentId, track: "reconciliation", thorough: true });
  if (settlement !== "foreign") run.counts.settled += 1;
}

/** Stores a discrepancy, and repairs it if that is safe. */
export async function treat({ shop, run }: Comparison, finding: Finding): Promise<void> {
  const { isFound, isRepaired } = await treatFinding(shop, finding);
  if (isFound) run.counts.found += 1;
  if (isRepaired) run.counts.repaired += 1;
}

/**
 * Does the work for one object: a failure is logged and counted, and the others are compared. While Stripe can't be reached it throws:
 * the queue goes on later, from the stored cursor.
 */
export async function attempt(
  comparison: Comparison,
  facts: object,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (await isStripeOutage(comparison.shop, error)) throw error;
    countFailure(comparison, error, facts);
  }
}

export function countFailure({ shop, run }: Comparison, error: unknown, facts: object): void {
  run.counts.failed += 1;
  shop.log.error({ err: error, ...facts }, "reconciliation could not settle something");
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
