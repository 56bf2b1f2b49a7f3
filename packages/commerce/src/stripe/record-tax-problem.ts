import { recordServiceFailure } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { stripeServices } from "./stripe-status.ts";

/** Stores that Stripe Tax answered, but not with what was asked for, so that Home says it. */
export async function recordTaxProblem(shop: Shop, problem: string): Promise<void> {
  const now = shop.clock.now();
  await recordServiceFailure(shop.db, { service: stripeServices.tax, since: now, error: problem, now });
}
