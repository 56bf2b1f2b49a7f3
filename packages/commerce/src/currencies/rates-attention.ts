import { rateFeedProblems, readCoded } from "@dualtrack/contract";
import { readCurrencies } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { isStaleRate } from "./is-stale-rate.ts";

/**
 * What is wrong with the rates from the feed: since when requests fail, and the currencies whose rate is missing there or too old.
 * Nothing, if no currency takes its rate from there.
 */
export async function ratesAttention(shop: Shop) {
  const [{ offered }, { succeededAt, failingSince, problem }] = await Promise.all([
    readCurrencies(shop.db, { tokenHash: null }),
    shop.db.rateFeedStatus.findUniqueOrThrow({ where: { id: 1 } }),
  ]);
  const now = shop.clock.now();
  const isUsed = offered.some(({ rateSource }) => rateSource === "feed");
  const stale = offered.filter((each) => isStaleRate(each, now));
  return {
    count: (isUsed && failingSince !== null ? 1 : 0) + stale.length,
    /** When the feed last gave rates. */
    succeededAt: succeededAt?.toISOString() ?? null,
    since: isUsed ? (failingSince?.toISOString() ?? null) : null,
    problem: isUsed && problem !== null ? readCoded(rateFeedProblems, problem) : null,
    stale: stale.map(({ currency, asOf, rate }) => ({ currency, asOf, hasRate: rate !== null })),
  };
}
