import type { Shop } from "../shop.ts";

/** Documents are shown for this time, in ms: nothing can be done to them, so they would never go. */
const shownMs = 30 * 24 * 60 * 60_000;

/**
 * Documents of the last 30 days whose tax is not stated in the base currency, as no exchange rate was known: the number, the time of the
 * oldest, and the first `examples`. Whoever makes the return needs the authority's rate for them.
 */
export async function unratedInvoices(shop: Shop, { examples }: { examples: number }) {
  const where = {
    baseTaxAmount: null,
    taxAmount: { gt: 0 },
    issuedAt: { gte: new Date(shop.clock.now().getTime() - shownMs) },
  };
  const [count, rows] = await Promise.all([
    shop.db.invoice.count({ where }),
    shop.db.invoice.findMany({
      where,
      orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
      take: examples,
      select: { number: true, issuedAt: true, currency: true, taxAmount: true },
    }),
  ]);
  return {
    count,
    since: rows[0]?.issuedAt.toISOString() ?? null,
    examples: rows.map(({ number, currency, taxAmount }) => ({
      number,
      tax: { amount: taxAmount, currency },
    })),
  };
}
