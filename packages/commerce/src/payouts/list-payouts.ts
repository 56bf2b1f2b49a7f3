import type { ListPayouts, Money, PayoutFilter, PayoutState } from "@dualtrack/contract";
import type { Payout, Prisma } from "@dualtrack/db";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";

/** A payout for staff. Times are ISO instants. */
export interface PayoutView {
  id: string;
  state: PayoutState;
  amount: Money;
  isAutomatic: boolean;
  createdAt: string;
  /** The beginning of the day, in UTC. */
  arrivesAt: string;
  failure: { code: string; message: string | null } | null;
  /** What it consists of; null: Stripe has not said it yet, or never does, as it was made by hand. `net` is the sum of all. */
  sums: {
    transactions: number;
    charges: Money;
    refunds: Money;
    disputes: Money;
    others: Money;
    fees: Money;
    net: Money;
    unmatched: number;
    unmatchedNet: Money;
  } | null;
  /** Whether it is the sum of what it consists of, and the books have all of that; null: not known. */
  addsUp: boolean | null;
  stripeUrl: string | null;
}

/** Payouts, the last to arrive first. CURSOR_INVALID. */
export async function listPayouts(shop: Shop, { cursor, limit, ...filter }: ListPayouts) {
  const rows = await pageOf(shop, filter, { after: readCursor(cursor, "stripe"), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    payouts: page.map((row) => payoutView(shop, row)),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.arrivesAt, id: last.id }) : null,
  };
}

export async function countPayouts(shop: Shop, filter: PayoutFilter): Promise<number> {
  return shop.db.payout.count({ where: await payoutWhere(shop, filter) });
}

/** A page of a filter's rows, the last to arrive first. */
export async function pageOf(
  shop: Shop,
  filter: PayoutFilter,
  { after, limit }: { after: PageCursor | null; limit: number },
): Promise<Payout[]> {
  return shop.db.payout.findMany({
    where: { AND: [await payoutWhere(shop, filter), arrivingBefore(after)] },
    orderBy: [{ arrivesAt: "desc" }, { id: "desc" }],
    take: limit,
  });
}

function arrivingBefore(after: PageCursor | null): Prisma.PayoutWhereInput {
  if (after === null) return {};
  const { at: arrivesAt, id } = after;
  return { OR: [{ arrivesAt: { lt: arrivesAt } }, { arrivesAt, id: { lt: id } }] };
}

const dayMs = 24 * 60 * 60_000;

async function payoutWhere(shop: Shop, filter: PayoutFilter): Promise<Prisma.PayoutWhereInput> {
  const { state, wrong = false, currency, from, to, q = "" } = filter;
  const typed = q.trim();
  return {
    ...(state === undefined ? {} : { state }),
    ...(currency === undefined ? {} : { currency }),
    arrivesAt: {
      ...(from === undefined ? {} : { gte: new Date(from) }),
      ...(to === undefined ? {} : { lt: new Date(Date.parse(to) + dayMs) }),
    },
    AND: [
      ...(wrong ? [{ OR: [{ state: "failed" as const }, { addsUp: false }] }] : []),
      ...(typed === "" ? [] : [{ id: { in: await payoutsOf(shop, typed) } }]),
    ],
  };
}

/** The payouts that an id means: its own, or those of the transactions of a payment, refund, dispute or charge. */
async function payoutsOf(shop: Shop, id: string): Promise<string[]> {
  const items = await shop.db.balanceTransaction.findMany({
    where: { payoutId: { not: null }, OR: [{ paymentIntentId: id }, { sourceId: id }, { id }] },
    distinct: ["payoutId"],
    select: { payoutId: true },
    take: 100,
  });
  return [id, ...items.flatMap(({ payoutId }) => payoutId ?? [])];
}

export function payoutView(shop: Shop, row: Payout): PayoutView {
  const { id, state, isAutomatic, itemizedAt, currency } = row;
  const money = (amount: bigint): Money => ({ amount: Number(amount), currency });
  const { stripeDashboard } = shop.settings;
  return {
    ...{ id, state, isAutomatic },
    amount: money(row.amount),
    createdAt: row.createdAt.toISOString(),
    arrivesAt: row.arrivesAt.toISOString(),
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage },
    sums:
      itemizedAt === null
        ? null
        : {
            transactions: row.transactions,
            charges: money(row.charges),
            refunds: money(row.refunds),
            disputes: money(row.disputes),
            others: money(row.others),
            fees: money(row.fees),
            net: money(row.net),
            unmatched: row.unmatched,
            unmatchedNet: money(row.unmatchedNet),
          },
    addsUp: row.addsUp,
    stripeUrl: stripeDashboard === null ? null : `${stripeDashboard}/payouts/${id}`,
  };
}
