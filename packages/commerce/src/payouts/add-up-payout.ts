import { type PayoutSums, sumPayout } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";

/** Adds a payout up again, as rows of the books may have come since. Null: there is no such payout. */
export function addUpPayout(shop: Shop, payoutId: string): Promise<PayoutSums | null> {
  return transact(shop, "reconciliation", ({ tx }) => sumPayout(tx, { payoutId }));
}
