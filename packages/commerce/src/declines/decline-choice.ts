import type { DeclineFilter, DeclinePeriod } from "@dualtrack/contract";
import type { DeclineChoice } from "@dualtrack/db";
import { asMatched } from "../search/as-matched.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";

const dayMs = 24 * 60 * 60_000;
const periodMs: Record<DeclinePeriod, number> = { "24h": dayMs, "7d": 7 * dayMs, "30d": 30 * dayMs };

/** When a period that ends now began. */
export function beginningOf(shop: Shop, period: DeclinePeriod): Date {
  return new Date(shop.clock.now().getTime() - periodMs[period]);
}

export async function choiceOf(shop: Shop, { period, q, ...filter }: DeclineFilter): Promise<DeclineChoice> {
  const choice = { since: beginningOf(shop, period), ...filter };
  if (!q) return choice;
  // A card's last four digits may be written behind what covers the others.
  const typed = asMatched(q);
  const terms = await readSearchTerms(shop.db, q);
  return { ...choice, search: { typed, terms, orderNumber: readOrderNumber(q) } };
}
