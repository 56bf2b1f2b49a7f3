import type { OrderFilter } from "@dualtrack/contract";
import { type Prisma, searchOrders } from "@dualtrack/db";
import { daysIn } from "../day-in-zone.ts";
import type { Shop } from "../shop.ts";
import { needsAttention, type Troubles } from "./attention.ts";

/** Up to so many orders that a search finds are named by id; what is more common is met often enough on the way. */
const fewOrders = 1_000;
/** Shorter texts have no trigram: no index finds them. */
const trigramLength = 3;

/** What the rows of a filtered list have in common. */
export async function whereOf(
  shop: Shop,
  filter: OrderFilter,
  troubles: Troubles,
): Promise<Prisma.OrderWhereInput> {
  return { AND: [...(await searched(shop, filter.q)), ...plainFilters(shop, filter, troubles)] };
}

/** The same, for a look at a few rows only: it asks no index which orders a search finds. */
export function whereOfFew(shop: Shop, filter: OrderFilter, troubles: Troubles): Prisma.OrderWhereInput {
  const search = filter.q ? [byId(filter.q) ?? byText(filter.q)] : [];
  return { AND: [...search, ...plainFilters(shop, filter, troubles)] };
}

function plainFilters(shop: Shop, filter: OrderFilter, troubles: Troubles): Prisma.OrderWhereInput[] {
  const { ids, states, paymentStates, fulfilmentStates, provisional, attention, from, to } = filter;
  const { timeZone } = shop.settings;
  const where: Prisma.OrderWhereInput[] = [];
  if (ids !== undefined) where.push({ id: { in: ids } });
  if (states?.length) where.push({ state: { in: states } });
  if (paymentStates?.length) where.push({ paymentState: { in: paymentStates } });
  if (fulfilmentStates?.length) where.push({ fulfilmentState: { in: fulfilmentStates } });
  if (provisional !== undefined) where.push({ isProvisional: provisional });
  if (attention) where.push(needsAttention(shop, troubles));
  if (from !== undefined || to !== undefined) where.push({ placedAt: daysIn(timeZone, { from, to }) });
  if (filter.minTotal !== undefined) where.push({ totalAmount: { gte: filter.minTotal } });
  if (filter.maxTotal !== undefined) where.push({ totalAmount: { lte: filter.maxTotal } });
  return where;
}

/**
 * A text that few orders have is looked up in the trigram indices first. One that many have is compared row by row
 * along the list's own order, which soon fills a page.
 */
async function searched(shop: Shop, q: string | undefined): Promise<Prisma.OrderWhereInput[]> {
  if (q === undefined || q === "") return [];
  const named = byId(q);
  if (named !== null) return [named];
  const found = q.length < trigramLength ? null : await searchOrders(shop.db, { text: q, limit: fewOrders });
  return [found === null ? byText(q) : { id: { in: found } }];
}

function byId(q: string): Prisma.OrderWhereInput | null {
  const number = /^(?:dt-)?(\d{1,9})$/i.exec(q)?.[1];
  if (number !== undefined) return { number: Number(number) };
  if (/^pi_/.test(q)) return { paymentIntentId: q };
  if (/^ch_/.test(q)) return { checkout: { payments: { some: { chargeId: q } } } };
  if (/^re_/.test(q))
    return { checkout: { payments: { some: { refunds: { some: { stripeRefundId: q } } } } } };
  return null;
}

function byText(q: string): Prisma.OrderWhereInput {
  const contains = { contains: q.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  return { OR: [{ email: contains }, { name: contains }, { lines: { some: { productTitle: contains } } }] };
}
