import { queueJob } from "../jobs.ts";
import type { Shop } from "../shop.ts";
import { transact } from "../unit-of-work.ts";
import { RateFeedError, readRateFeed } from "./read-rate-feed.ts";

/** How long rates of the feed are taken as new, in ms. It publishes once on a working day, at a time that differs. */
const freshMs = 6 * 60 * 60_000;

/** Queues a request of the feed if one is due: no rates were read for some hours, or the last request failed. */
export async function requestExchangeRates(shop: Shop): Promise<void> {
  const { requestedAt, failingSince } = await shop.db.rateFeedStatus.findUniqueOrThrow({ where: { id: 1 } });
  const isFresh = requestedAt !== null && shop.clock.now().getTime() - requestedAt.getTime() < freshMs;
  if (isFresh && failingSince === null) return;
  await queueJob(shop.db, "update-exchange-rates", {}, { key: "update-exchange-rates" });
}

/**
 * Reads the feed and records its rates, if any currency is to take its rate from there. When the feed fails, that is recorded for staff,
 * and the last rates hold. Rates of a day that are known already change nothing.
 */
export async function updateExchangeRates(shop: Shop): Promise<void> {
  if ((await shop.db.offeredCurrency.count({ where: { rateSource: "feed" } })) === 0) return;
  try {
    const { asOf, rates } = await readRateFeed(shop.settings.rateFeedUrl);
    await transact(shop, "sync", async ({ tx, now }) => {
      await tx.exchangeRate.createMany({
        data: rates.map(({ currency, rate }) => ({
          ...{ origin: "feed" as const, baseCurrency: "eur", currency, rate },
          asOf: new Date(asOf),
          recordedAt: now,
        })),
        skipDuplicates: true,
      });
      await tx.rateFeedStatus.update({
        where: { id: 1 },
        data: { requestedAt: now, succeededAt: now, failingSince: null, problem: null },
      });
    });
  } catch (error) {
    if (!(error instanceof RateFeedError)) throw error;
    const now = shop.clock.now();
    shop.log.warn({ err: error }, "the feed of exchange rates failed; the last rates hold");
    const { failingSince } = await shop.db.rateFeedStatus.findUniqueOrThrow({ where: { id: 1 } });
    await shop.db.rateFeedStatus.update({
      where: { id: 1 },
      data: { requestedAt: now, failingSince: failingSince ?? now, problem: error.message },
    });
  }
}
