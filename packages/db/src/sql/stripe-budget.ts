import type { Tx } from "../connect.ts";

/** What requests to Stripe are for, the most urgent first. */
export type StripePurpose = "person" | "refund" | "upkeep";

interface Grant {
  granted: number;
  /** Requests per second of all processes. */
  rate: number;
  /** When none was granted: when there may be one, in ms. */
  retryMs: number;
  /** Whether customers wait in line to pay. */
  hasLine: boolean;
}

/**
 * Takes up to `wanted` requests to Stripe from what all processes share; `most`: per second. `goneBefore`: whoever waits in line
 * to pay and was not there since then does not count.
 */
export async function takeStripeRequests(
  tx: Tx,
  {
    purpose,
    wanted,
    most,
    goneBefore,
  }: { purpose: StripePurpose; wanted: number; most: number; goneBefore: Date },
): Promise<Grant> {
  const [row] = await tx.$queryRaw<Grant[]>`
    select granted, rate, retry_ms as "retryMs",
      exists (select from payment_turn where seen_at >= ${goneBefore}) as "hasLine"
    from take_stripe_requests(${purpose}, ${wanted}::integer, ${most}::double precision)`;
  if (row === undefined) throw new Error("PostgreSQL answered no row for the budget of Stripe");
  return row;
}

/** Lowers the rate for all processes, as Stripe has refused requests; never below `least` per second. */
export async function slowStripeRequests(
  tx: Tx,
  { refused, least }: { refused: number; least: number },
): Promise<void> {
  await tx.$executeRaw`select slow_stripe_requests(${refused}::integer, ${least}::double precision)`;
}
