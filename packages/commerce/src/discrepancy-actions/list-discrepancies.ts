import {
  type DiscrepancyFilter,
  type DiscrepancyKind,
  type DiscrepancyState,
  formatOrderNumber,
  type ListDiscrepancies,
  type Money,
  readStripeProblem,
  type StripeProblem,
} from "@dualtrack/contract";
import type { Discrepancy, Prisma } from "@dualtrack/db";
import { type PageCursor, readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { discrepancyWhere } from "./discrepancy-where.ts";

/** A discrepancy for staff. Times are ISO instants. */
export interface DiscrepancyView {
  id: string;
  kind: DiscrepancyKind;
  state: DiscrepancyState;
  version: number;
  /** Stripe's id of what it is about, or ours. */
  subject: string;
  order: string | null;
  paymentIntentId: string | null;
  checkoutId: string | null;
  /** What the books say, and what Stripe says; null: it is about no money. */
  money: { expected: Money; actual: Money } | null;
  /** Units held for nothing. */
  units: number | null;
  foundAt: string;
  seenAt: string;
  /** Who of the staff has pressed last. */
  pressed: { by: string; at: string } | null;
  /** Why the last repair failed. */
  problem: StripeProblem | null;
  /** `by` is null if nobody of the staff did it. */
  resolved: { at: string; by: string | null; note: string | null } | null;
  stripeUrl: string | null;
}

/** Discrepancies, the newest first. CURSOR_INVALID. */
export async function listDiscrepancies(shop: Shop, { cursor, limit, ...filter }: ListDiscrepancies) {
  const rows = await pageOf(shop, filter, { after: readCursor(cursor, "uuid"), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    discrepancies: page.map((row) => viewOf(shop, row)),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.foundAt, id: last.id }) : null,
  };
}

export function countDiscrepancies(shop: Shop, filter: DiscrepancyFilter): Promise<number> {
  return shop.db.discrepancy.count({ where: discrepancyWhere(filter) });
}

/** A page of a filter's rows, the newest first. */
export function pageOf(
  shop: Shop,
  filter: DiscrepancyFilter,
  { after, limit }: { after: PageCursor | null; limit: number },
): Promise<Discrepancy[]> {
  return shop.db.discrepancy.findMany({
    where: { AND: [discrepancyWhere(filter), foundBefore(after)] },
    orderBy: [{ foundAt: "desc" }, { id: "desc" }],
    take: limit,
  });
}

function foundBefore(after: PageCursor | null): Prisma.DiscrepancyWhereInput {
  if (after === null) return {};
  const { at: foundAt, id } = after;
  return { OR: [{ foundAt: { lt: foundAt } }, { foundAt, id: { lt: id } }] };
}

function viewOf(shop: Shop, row: Discrepancy): DiscrepancyView {
  const { id, kind, state, version, subject, paymentIntentId, checkoutId, orderNumber, units } = row;
  const { stripeDashboard } = shop.settings;
  return {
    ...{ id, kind, state, version, subject, paymentIntentId, checkoutId, units },
    order: orderNumber === null ? null : formatOrderNumber(orderNumber),
    money: moneyOfRow(row),
    foundAt: row.foundAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    pressed:
      row.repairBy === null || row.repairAt === null
        ? null
        : { by: row.repairBy, at: row.repairAt.toISOString() },
    problem: row.problem === null ? null : readStripeProblem(row.problem),
    resolved:
      row.resolvedAt === null
        ? null
        : { at: row.resolvedAt.toISOString(), by: row.resolvedBy, note: row.note },
    stripeUrl: stripeDashboard ? stripeUrlOf(stripeDashboard, row) : null,
  };
}

function stripeUrlOf(dashboard: string, { paymentIntentId, subject }: Discrepancy): string | null {
  if (paymentIntentId !== null) return `${dashboard}/payments/${paymentIntentId}`;
  return subject.startsWith("po_") ? `${dashboard}/payouts/${subject}` : null;
}

function moneyOfRow({ expectedAmount, actualAmount, currency, actualCurrency }: Discrepancy) {
  if (expectedAmount === null || actualAmount === null || currency === null) return null;
  return {
    expected: { amount: expectedAmount, currency },
    actual: { amount: actualAmount, currency: actualCurrency ?? currency },
  };
}

/** For Home: how many are open, since when, and the oldest of them. */
export async function discrepancyAttention(shop: Shop, { examples }: { examples: number }) {
  const where = { state: "open" as const };
  const [count, rows] = await Promise.all([
    shop.db.discrepancy.count({ where }),
    shop.db.discrepancy.findMany({
      where,
      orderBy: [{ foundAt: "asc" }, { id: "asc" }],
      take: examples,
    }),
  ]);
  return {
    count,
    since: rows[0]?.foundAt.toISOString() ?? null,
    examples: rows
      .map((row) => viewOf(shop, row))
      .map(({ id, kind, order, subject }) => ({ id, kind, order, subject })),
  };
}
