import { escapeLike, type Prisma, searchOrders } from "@dualtrack/db";
import { variantPicture, variantPictureFields } from "../catalog/pictures.ts";
import { freeUnits } from "../inventory/free-units.ts";
import { lineTitle } from "../line-title.ts";
import { readSearch } from "../order-views/search-terms.ts";
import { addressOf, billingOf } from "../orders/customer-details.ts";
import type { Shop } from "../shop.ts";

const maxFound = 12;
/** Orders that are looked through for a customer; more match only what is too short to mean somebody. */
const maxOrders = 500;

/**
 * What is on sale and can be put on a line: every word is in a title, a variant, an artist or a SKU.
 */
export async function findVariants(shop: Shop, { q }: { q: string }) {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 10);
  if (words.length === 0) return [];
  const rows = await shop.db.variant.findMany({
    where: onSaleWith(words, shop.clock.now()),
    orderBy: [{ product: { title: "asc" } }, { id: "asc" }],
    take: maxFound,
    select: {
      id: true,
      title: true,
      sku: true,
      tracksStock: true,
      stock: { select: { onHand: true, reserved: true } },
      ...variantPictureFields,
      product: { select: { ...variantPictureFields.product.select, kind: true, title: true, artist: true } },
    },
  });
  return rows.map((row) => {
    const free = freeUnits(row);
    return {
      variantId: row.id,
      title: lineTitle(row.product.title, row.title),
      artist: row.product.artist,
      sku: row.sku,
      picture: variantPicture(row),
      /** Whether it is a service, whose time is chosen. */
      isBooked: row.product.kind === "service",
      /** Null: stock does not limit it. */
      free: Number.isFinite(free) ? Math.max(0, free) : null,
    };
  });
}

function onSaleWith(words: readonly string[], now: Date) {
  return {
    archivedAt: null,
    product: { published: true, OR: [{ opensAt: null }, { opensAt: { lte: now } }] },
    AND: words.map((word) => {
      const part = { contains: escapeLike(word), mode: "insensitive" } as const;
      return {
        OR: [{ title: part }, { sku: part }, { product: { title: part } }, { product: { artist: part } }],
      };
    }),
  } satisfies Prisma.VariantWhereInput;
}

/** Customers of earlier orders, each with what their newest one says. */
export async function findCustomers(shop: Shop, { q }: { q: string }) {
  if (q.trim().length < 2) return [];
  const terms = await readSearch(shop.db, q);
  const ids = await searchOrders(shop.db, { terms: terms.documentTerms, limit: maxOrders });
  const orders = await shop.db.order.findMany({
    where: { id: { in: ids ?? [] }, email: { not: null } },
    orderBy: { placedAt: "desc" },
    select: {
      email: true,
      name: true,
      phone: true,
      shippingAddress: true,
      billingName: true,
      billingAddress: true,
      companyName: true,
      vatId: true,
      placedAt: true,
    },
  });
  const newest = new Map(orders.toReversed().map((order) => [order.email?.toLowerCase(), order]));
  return [...newest.values()]
    .toSorted((a, b) => b.placedAt.getTime() - a.placedAt.getTime())
    .slice(0, maxFound)
    .map(({ shippingAddress, billingName, billingAddress, placedAt, ...customer }) => ({
      ...customer,
      shippingAddress: addressOf(shippingAddress),
      billing: billingOf({ billingName, billingAddress }),
      orderedAt: placedAt.toISOString(),
    }));
}
