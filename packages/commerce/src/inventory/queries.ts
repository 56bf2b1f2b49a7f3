import { formatOrderNumber, type ListMovements, type ListStock } from "@dualtrack/contract";
import { countStockLevels, type ListedStockLevel, listStockLevels } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lineTitle } from "../line-title.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";

/**
 * A page of variants with their units on hand, reserved (`held`) and free. `low`: at most the threshold is free; `out`:
 * nothing is free.
 */
export async function listStock(shop: Shop, { q, show, sort, page, limit }: ListStock) {
  const terms = await readSearchTerms(shop.db, q);
  const [rows, counts] = await Promise.all([
    listStockLevels(shop.db, { terms, show, sort, limit, offset: (page - 1) * limit }),
    countStockLevels(shop.db, { terms }),
  ]);
  return { variants: rows.map(stockView), counts, pages: Math.max(1, Math.ceil(counts[show] / limit)) };
}

function stockView({
  productTitle,
  variantTitle,
  reserved,
  lowStockThreshold: threshold,
  ...row
}: ListedStockLevel) {
  const free = row.onHand - reserved;
  const level = free <= 0 ? ("out" as const) : free <= threshold ? ("low" as const) : ("enough" as const);
  return { ...row, title: lineTitle(productTitle, variantTitle), held: reserved, free, threshold, level };
}

/** One variant's stock. VARIANT_NOT_FOUND. */
export async function getStock(shop: Shop, { variantId }: { variantId: string }) {
  const variant = await shop.db.variant.findUnique({
    where: { id: variantId },
    select: {
      sku: true,
      title: true,
      archivedAt: true,
      productId: true,
      product: { select: { title: true, artist: true, published: true } },
      stock: { select: { onHand: true, reserved: true, lowStockThreshold: true } },
    },
  });
  if (variant === null) throw new DomainError("VARIANT_NOT_FOUND", {});
  const { product, stock, archivedAt, title, sku, productId } = variant;
  return stockView({
    variantId,
    productId,
    sku,
    productTitle: product.title,
    artist: product.artist,
    variantTitle: title,
    isArchived: archivedAt !== null,
    ...(stock ?? { onHand: 0, reserved: 0, lowStockThreshold: 5 }),
  });
}

/** The stock movements of a variant, newest first; `cursor` is the last id of the page before. */
export async function listMovements(shop: Shop, { variantId, kinds, cursor, limit }: ListMovements) {
  const rows = await shop.db.stockMovement.findMany({
    where: {
      variantId,
      ...(kinds?.length ? { kind: { in: kinds } } : {}),
      ...(cursor === undefined ? {} : { id: { lt: BigInt(cursor) } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      id: true,
      kind: true,
      quantity: true,
      reason: true,
      note: true,
      staffName: true,
      checkoutId: true,
      createdAt: true,
    },
  });
  const page = rows.slice(0, limit);
  const orders = await shop.db.order.findMany({
    where: { checkoutId: { in: page.flatMap(({ checkoutId }) => checkoutId ?? []) } },
    select: { checkoutId: true, number: true },
  });
  const numbers = new Map(orders.map(({ checkoutId, number }) => [checkoutId, formatOrderNumber(number)]));
  return {
    movements: page.map(({ id, staffName, checkoutId, createdAt, ...movement }) => ({
      ...movement,
      id: String(id),
      by: staffName,
      orderNumber: (checkoutId && numbers.get(checkoutId)) ?? null,
      at: createdAt.toISOString(),
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id ?? "") : null,
  };
}
