import { priceCurrencies, rateFeedProblems, readCoded } from "@dualtrack/contract";
import { type CurrenciesRow, currencyGaps, readCurrencies, type Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import type { Shop } from "../shop.ts";
import { isStaleRate } from "./is-stale-rate.ts";

/** The most examples of prices and of products without one. */
const exampleCount = 5;

/** Everything that staff can change about currencies, the state of the feed, and what can't be had in a currency. */
export async function getCurrencies(shop: Shop) {
  const now = shop.clock.now();
  const currencies = await readCurrencies(shop.db, { tokenHash: null });
  const { baseCurrency, version, offered } = currencies;
  const [gaps, feed, examples, changed] = await Promise.all([
    gapsOf(shop, currencies),
    shop.db.rateFeedStatus.findUniqueOrThrow({ where: { id: 1 } }),
    examplePrices(shop),
    lastChange(shop.db, { action: "currencies.update" }),
  ]);
  return {
    ...{ baseCurrency, version, examples, changed },
    currencies: offered.flatMap(({ priceStep: step, priceEnding: ending, ...each }) => {
      const currency = priceCurrencies.find((known) => known === each.currency);
      if (currency === undefined) return [];
      return { ...each, currency, rounding: { step, ending }, isStale: isStaleRate(each, now) };
    }),
    feed: {
      requestedAt: feed.requestedAt?.toISOString() ?? null,
      succeededAt: feed.succeededAt?.toISOString() ?? null,
      failingSince: feed.failingSince?.toISOString() ?? null,
      problem: feed.problem === null ? null : readCoded(rateFeedProblems, feed.problem),
    },
    gaps,
  };
}

/** What can't be had in the base currency and in each offered one. Without a rate nothing is converted. */
async function gapsOf(shop: Shop, { baseCurrency, offered }: CurrenciesRow) {
  const currencies = [
    { currency: baseCurrency, converts: false },
    ...offered.map(({ currency, rate }) => ({ currency, converts: rate !== null })),
  ];
  const now = shop.clock.now();
  const rows = await currencyGaps(shop.db, { baseCurrency, currencies, now, limit: exampleCount });
  return currencies.flatMap(({ currency, converts }) => {
    const missing = rows
      .filter((row) => row.currency === currency)
      .map(({ kind, count, names }) => ({ kind, count, names }));
    return missing.length === 0
      ? []
      : [{ currency, hasRate: converts || currency === baseCurrency, missing }];
  });
}

/** Some products with the prices that are set by hand. */
async function examplePrices(shop: Shop) {
  const variants = await shop.db.variant.findMany({
    where: { archivedAt: null, product: { published: true }, prices: { some: {} } },
    orderBy: [{ product: { position: "asc" } }, { productId: "asc" }, { position: "asc" }],
    distinct: ["productId"],
    take: exampleCount,
    select: {
      id: true,
      product: { select: { title: true } },
      prices: { select: { currency: true, unitAmount: true } },
    },
  });
  return variants.map(({ id, product, prices }) => ({ variantId: id, title: product.title, prices }));
}

/** The published products of which a variant has no price in a currency: how many, and some titles. */
export async function productsWithoutPrice(tx: Tx, currency: string) {
  const where = {
    published: true,
    variants: { some: { archivedAt: null, prices: { none: { currency } } } },
  };
  const [count, rows] = [
    await tx.product.count({ where }),
    await tx.product.findMany({
      where,
      orderBy: [{ position: "asc" }, { id: "asc" }],
      take: exampleCount,
      select: { title: true },
    }),
  ];
  return { count, products: rows.map(({ title }) => title) };
}
