import type { ListOrders } from "@dualtrack/contract";
import type { Prisma } from "@dualtrack/db";
import type { Shop } from "../shop.ts";
import { checkoutsWithFailedRefunds, needsAttention, stuckOrders } from "./attention.ts";
import { orderNumber } from "./queries.ts";

/**
 * Orders as staff look for them. Pages follow the sort key and the number (`cursor`), not an offset, so that the last
 * page costs what the first does and new orders move nothing.
 */
export async function listOrders(shop: Shop, filter: ListOrders) {
  const { sort, cursor, limit } = filter;
  const direction = sort === "newest" || sort === "highest" ? "desc" : "asc";
  const key = sort === "newest" || sort === "oldest" ? "placedAt" : "totalAmount";
  const withFailedRefund = await checkoutsWithFailedRefunds(shop);
  const stuckBefore = stuckOrders(shop).placedAt.lt;
  const where = [
    ...filtersOf(filter),
    ...(filter.attention ? [needsAttention(shop, withFailedRefund)] : []),
    ...(cursor === undefined ? [] : [after(cursor, key, direction)]),
  ];
  const rows = await shop.db.order.findMany({
    where: { AND: where },
    orderBy: [{ [key]: direction }, { number: direction }],
    take: limit + 1,
    select: {
      number: true,
      state: true,
      isProvisional: true,
      paymentState: true,
      fulfilmentState: true,
      email: true,
      name: true,
      totalAmount: true,
      currency: true,
      placedAt: true,
      checkoutId: true,
      checkout: { select: { lastSyncError: true, payments: { select: { amountRefunded: true } } } },
      lines: { select: { id: true } }, // Prisma's own _count would count the lines of all orders first
    },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    orders: page.map(
      ({ number, totalAmount, currency, placedAt, checkoutId, checkout, lines, ...order }) => ({
        ...order,
        number: orderNumber(number),
        total: { amount: totalAmount, currency },
        refunded: {
          amount: checkout.payments.reduce((sum, { amountRefunded }) => sum + amountRefunded, 0),
          currency,
        },
        lineCount: lines.length,
        placedAt: placedAt.toISOString(),
        attention: attentionOf({
          hasFailedRefund: withFailedRefund.includes(checkoutId),
          isStuck: order.state === "processing" && placedAt < stuckBefore,
          lastSyncError: checkout.lastSyncError,
        }),
      }),
    ),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last, key) : null,
  };
}

/** What somebody should look at, in a few words; null when all is well. */
function attentionOf(facts: {
  hasFailedRefund: boolean;
  isStuck: boolean;
  lastSyncError: string | null;
}): string | null {
  if (facts.hasFailedRefund) return "A refund failed";
  if (facts.isStuck) return facts.lastSyncError === null ? "Not confirmed yet" : "Stripe could not be asked";
  return null;
}

function filtersOf(filter: ListOrders): Prisma.OrderWhereInput[] {
  const { q, states, paymentStates, fulfilmentStates, provisional, from, to } = filter;
  const where: Prisma.OrderWhereInput[] = [];
  if (q !== undefined && q !== "") where.push(search(q));
  if (states?.length) where.push({ state: { in: states } });
  if (paymentStates?.length) where.push({ paymentState: { in: paymentStates } });
  if (fulfilmentStates?.length) where.push({ fulfilmentState: { in: fulfilmentStates } });
  if (provisional !== undefined) where.push({ isProvisional: provisional });
  if (from !== undefined) where.push({ placedAt: { gte: new Date(`${from}T00:00:00Z`) } });
  if (to !== undefined) where.push({ placedAt: { lte: new Date(`${to}T23:59:59.999Z`) } });
  if (filter.minTotal !== undefined) where.push({ totalAmount: { gte: filter.minTotal } });
  if (filter.maxTotal !== undefined) where.push({ totalAmount: { lte: filter.maxTotal } });
  return where;
}

function search(q: string): Prisma.OrderWhereInput {
  const number = /^(?:dt-)?(\d{1,9})$/i.exec(q)?.[1];
  if (number !== undefined) return { number: Number(number) };
  if (/^pi_/.test(q)) return { paymentIntentId: q };
  if (/^ch_/.test(q)) return { checkout: { payments: { some: { chargeId: q } } } };
  if (/^re_/.test(q))
    return { checkout: { payments: { some: { refunds: { some: { stripeRefundId: q } } } } } };
  const contains = { contains: q, mode: "insensitive" } as const;
  return { OR: [{ email: contains }, { name: contains }, { lines: { some: { productTitle: contains } } }] };
}

interface SortKey {
  placedAt: Date;
  totalAmount: number;
  number: number;
}

function cursorOf(row: SortKey, key: "placedAt" | "totalAmount"): string {
  return `${key === "placedAt" ? row.placedAt.getTime() : row.totalAmount}.${row.number}`;
}

/** The rows that come after a cursor. One that makes no sense is one for the beginning. */
function after(
  cursor: string,
  key: "placedAt" | "totalAmount",
  direction: "asc" | "desc",
): Prisma.OrderWhereInput {
  const [value = Number.NaN, number = Number.NaN] = cursor.split(".").map(Number);
  if (!Number.isSafeInteger(value) || !Number.isSafeInteger(number)) return {};
  const at = key === "placedAt" ? new Date(value) : value;
  const beyond = (edge: Date | number) => (direction === "desc" ? { lt: edge } : { gt: edge });
  return {
    OR: [
      { [key]: beyond(at) },
      { [key]: at, number: direction === "desc" ? { lt: number } : { gt: number } },
    ],
  };
}
