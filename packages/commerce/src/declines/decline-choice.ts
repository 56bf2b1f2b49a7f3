import type { DeclineFilter, DeclinePeriod } from "@dualtrack/contract";
import type { DeclineChoice } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

const dayMs = 24 * 60 * 60_000;
const periodMs: Record<DeclinePeriod, number> = { "24h": dayMs, "7d": 7 * dayMs, "30d": 30 * dayMs };

/** When a period that ends now began. */
export function beginningOf(shop: Shop, period: DeclinePeriod): Date {
  return new Date(shop.clock.now().getTime() - periodMs[period]);
}

export function choiceOf(shop: Shop, { period, ...filter }: DeclineFilter): DeclineChoice {
  return { since: beginningOf(shop, period), ...filter };
}
