import { priceCurrencies, rateFeedProblems, readCoded } from "@dualtrack/contract";
import { readCurrencies, type Tx } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import type { Shop } from "../shop.ts";
import { isStaleRate } from "./is-stale-rate.ts";

/** The most examples of prices and of products without one. */
const exampleCount = 5;

/** Everything that staff can change about currencies, the state of the feed, and what lacks a price in the base currency. */
export async function getCurrencies(shop: Shop) {
  const now = shop.clock.now();
  const [{ baseCurrency, version, offered }, feed, examples, changed] = await Promise.all([
    readCurrencies(shop.db, { tokenHash: null }),
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
      failingSince: feed.failingSince?.toISOString() ?? null,
      problem: feed.problem === null ? null : readCoded(rateFeedProblems, feed.problem),
    },
    methodsWithoutRate: await methodsWithout(shop.db, baseCurrency),
  };
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

/** Active shipping methods without a rate in the base currency: there is nothing to convert, so they may be missing elsewhere. */
async function methodsWithout(tx: Tx, currency: string): Promise<string[]> {
  const methods = await tx.shippingMethod.findMany({
    where: { isActive: true, rates: { none: { currency } } },
    orderBy: { name: "asc" },
    take: exampleCount,
    select: { name: true },
  });
  return methods.map(({ name }) => name);
}
