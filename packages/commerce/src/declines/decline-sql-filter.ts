import type { DeclineFilter, DeclinePeriod } from "@dualtrack/contract";
import type { DeclineSqlFilter } from "@dualtrack/db";
import { asMatched } from "../search/as-matched.ts";
import { readOrderNumber } from "../search/read-order-number.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";

const dayMs = 24 * 60 * 60_000;
const periodMs: Record<DeclinePeriod, number> = { "24h": dayMs, "7d": 7 * dayMs, "30d": 30 * dayMs };

/** The start of a period that ends now. */
export function startOfPeriod(shop: Shop, period: DeclinePeriod): Date {
  return new Date(shop.clock.now().getTime() - periodMs[period]);
}

export async function declineSqlFilter(
  shop: Shop,
  { period, q, ...filter }: DeclineFilter,
): Promise<DeclineSqlFilter> {
  const sqlFilter = { since: startOfPeriod(shop, period), ...filter };
  if (!q) return sqlFilter;
  // A card's last four digits may be typed with the masking characters before them.
  const typed = asMatched(q);
  const terms = await readSearchTerms(shop.db, q);
  return { ...sqlFilter, search: { typed, terms, orderNumber: readOrderNumber(q) } };
}
