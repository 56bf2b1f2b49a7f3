import { formatOrderNumber } from "@dualtrack/contract";
import type { Shop } from "../shop.ts";

/** A job records within seconds: what is not recorded after this time, in ms, is shown. */
const unrecordedAfterMs = 60 * 60_000;

/** Orders that the table has taxed instead are shown for this time, in ms. */
const taxedInsteadMs = 30 * 24 * 60 * 60_000;

/**
 * Documents that are not recorded at Stripe Tax, by order, and confirmed orders of the last 30 days that the table has taxed as Stripe Tax did
 * not answer: the number, the time of the oldest, and the first `examples`.
 */
export async function taxRecordAttention(shop: Shop, { examples }: { examples: number }) {
  const now = shop.clock.now().getTime();
  const unrecorded = {
    state: "due" as const,
    OR: [{ problem: { not: null } }, { createdAt: { lt: new Date(now - unrecordedAfterMs) } }],
  };
  const instead = {
    taxSource: "table_instead" as const,
    confirmedAt: { gte: new Date(now - taxedInsteadMs) },
  };
  const [unrecordedCount, records, insteadCount, orders] = await Promise.all([
    shop.db.order.count({ where: { taxRecords: { some: unrecorded } } }),
    shop.db.order.findMany({
      where: { taxRecords: { some: unrecorded } },
      orderBy: { confirmedAt: "asc" },
      take: examples,
      select: {
        number: true,
        taxRecords: { where: unrecorded, orderBy: { createdAt: "asc" }, take: 1 },
      },
    }),
    shop.db.order.count({ where: instead }),
    shop.db.order.findMany({
      where: instead,
      orderBy: { confirmedAt: "asc" },
      take: examples,
      select: { number: true, confirmedAt: true },
    }),
  ]);
  return {
    unrecordedTax: {
      count: unrecordedCount,
      since: records[0]?.taxRecords[0]?.createdAt.toISOString() ?? null,
      examples: records.map(({ number }) => ({ number: formatOrderNumber(number) })),
    },
    taxedInstead: {
      count: insteadCount,
      since: orders[0]?.confirmedAt?.toISOString() ?? null,
      examples: orders.map(({ number }) => ({ number: formatOrderNumber(number) })),
    },
  };
}
