import type { DiscountStatus, listDiscountCodesInput, listDiscountsInput } from "@dualtrack/contract";
import { normaliseDiscountCode } from "@dualtrack/contract";
import { type DiscountFigures, discountFigures, escapeLike, type Prisma } from "@dualtrack/db";
import type { z } from "zod";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { DomainError } from "../domain-error.ts";
import { readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { lastDiscountChange } from "./audit-discount.ts";
import { discountRow, type StoredDiscount } from "./discount-rows.ts";

/** More discounts than a shop has. */
const maxListed = 500;

/** Discounts by status, the newest first, with what they were used for; `q` is a part of the name, or a code. */
export async function listDiscounts(shop: Shop, { status, q }: z.output<typeof listDiscountsInput>) {
  const now = shop.clock.now();
  const rows = await shop.db.discount.findMany({
    where: { AND: [statusFilter(status, now), searchFilter(q)] },
    orderBy: { id: "desc" },
    take: maxListed,
    select: { ...discountRow, _count: { select: { codes: true } } },
  });
  const baseCurrency = await getBaseCurrency(shop.db);
  const discountIds = rows.map(({ id }) => id);
  const figures = await discountFigures(shop.db, { discountIds, baseCurrency });
  return {
    discounts: rows.map(({ _count, ...row }) => ({
      ...discountView(row, now),
      codes: _count.codes,
      ...figuresOf(figures, { discountId: row.id, baseCurrency }),
    })),
  };
}

/** Everything that the editor shows of a discount. DISCOUNT_NOT_FOUND. */
export async function getDiscount(shop: Shop, { discountId: id }: { discountId: string }) {
  const row = await shop.db.discount.findUnique({
    where: { id },
    select: { ...discountRow, _count: { select: { codes: true } } },
  });
  if (row === null) throw new DomainError("DISCOUNT_NOT_FOUND", {});
  const { _count, ...discount } = row;
  const baseCurrency = await getBaseCurrency(shop.db);
  const figures = await discountFigures(shop.db, { discountIds: [id], baseCurrency });
  return {
    ...discountView(discount, shop.clock.now()),
    codes: _count.codes,
    ...figuresOf(figures, { discountId: id, baseCurrency }),
    changed: await lastDiscountChange(shop.db, row.name),
  };
}

/** The codes of a discount with their uses, the newest first. */
export async function listDiscountCodes(
  shop: Shop,
  { discountId, q, cursor, limit }: z.output<typeof listDiscountCodesInput>,
) {
  const after = readCursor(cursor, "uuid");
  const rows = await shop.db.discountCode.findMany({
    where: {
      discountId,
      ...(q === undefined ? {} : { code: { contains: escapeLike(normaliseDiscountCode(q)) } }),
      ...(after && {
        OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: {
      id: true,
      code: true,
      maxUses: true,
      createdAt: true,
      _count: { select: { usedBy: { where: { state: { in: ["reserved", "committed"] } } } } },
    },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    codes: page.map(({ _count, createdAt, ...code }) => ({
      ...code,
      uses: _count.usedBy,
      createdAt: createdAt.toISOString(),
    })),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

function discountView(row: StoredDiscount, now: Date) {
  const { isOnAllProducts, products, categories, startsAt, endsAt, pausedAt, createdAt, ...discount } = row;
  return {
    ...discount,
    status: statusOf(row, now),
    products: isOnAllProducts ? null : products.map(({ product }) => product),
    categories: categories.map(({ category }) => category),
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function statusOf({ pausedAt, startsAt, endsAt }: StoredDiscount, now: Date): DiscountStatus {
  if (pausedAt !== null) return "paused";
  if (endsAt !== null && endsAt <= now) return "ended";
  return startsAt !== null && startsAt > now ? "scheduled" : "active";
}

function statusFilter(status: DiscountStatus | "all", now: Date): Prisma.DiscountWhereInput {
  const notEnded = { OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  const started = { OR: [{ startsAt: null }, { startsAt: { lte: now } }] };
  const filters: Record<typeof status, Prisma.DiscountWhereInput> = {
    all: {},
    paused: { pausedAt: { not: null } },
    ended: { pausedAt: null, endsAt: { lte: now } },
    scheduled: { pausedAt: null, startsAt: { gt: now }, AND: [notEnded] },
    active: { pausedAt: null, AND: [started, notEnded] },
  };
  return filters[status];
}

function searchFilter(q: string | undefined): Prisma.DiscountWhereInput {
  if (!q) return {};
  return {
    OR: [
      { name: { contains: escapeLike(q), mode: "insensitive" } },
      { codes: { some: { code: normaliseDiscountCode(q) } } },
    ],
  };
}

function figuresOf(
  figures: DiscountFigures[],
  { discountId, baseCurrency }: { discountId: string; baseCurrency: string },
) {
  const own = figures.filter((each) => each.discountId === discountId);
  const total = (key: "reserved" | "committed" | "baseRevenue") =>
    own.reduce((sum, row) => sum + row[key], 0);
  return {
    uses: { reserved: total("reserved"), committed: total("committed") },
    /** What the orders with it were paid with. */
    revenue: {
      /** At the rate of each order. */
      base: { amount: total("baseRevenue"), currency: baseCurrency },
      charged: own
        .filter(({ committed }) => committed > 0)
        .map(({ revenue: amount, currency }) => ({ amount, currency })),
      /** What is not in `base`, as these orders have no rate for it. */
      withoutRate: own
        .filter(({ revenueWithoutRate }) => revenueWithoutRate > 0)
        .map(({ revenueWithoutRate: amount, currency }) => ({ amount, currency })),
    },
  };
}
