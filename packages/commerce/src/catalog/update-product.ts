import { isShipped, type UpdateProduct } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { categoriesOfProduct, setProductCategories } from "../categories/product-categories.ts";
import { DomainError } from "../domain-error.ts";
import { openStockLevel } from "../inventory/stock-level.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";
import { auditProduct } from "./audit-product.ts";
import { type ClaimedProduct, claimVersion, findTakenSku, isTaken } from "./claim-version.ts";
import { assertStillReady } from "./readiness.ts";

/**
 * Saves details, categories, opening time, and the variants with their prices and order. Variants that are not in the list stay as they
 * are, after the others. A new price applies to new checkouts; those that exist keep their prices.
 * PRODUCT_NOT_FOUND, PRODUCT_CHANGED, SLUG_TAKEN, SLUG_FIXED, SKU_TAKEN, VARIANT_NOT_FOUND, PICTURE_NOT_FOUND,
 * CATEGORY_NOT_FOUND, PRODUCT_NOT_READY.
 */
export async function updateProduct(shop: Shop, update: UpdateProduct & { by: Actor }): Promise<void> {
  const { productId, slug, variants, categoryIds, by } = update;
  try {
    await transactFor(shop, by, async (unit) => {
      const { tx } = unit;
      const product = await claimVersion(tx, update);
      if (slug !== product.slug && product.firstPublishedAt !== null)
        throw new DomainError("SLUG_FIXED", { slug: product.slug });
      await tx.product.update({
        where: { id: productId },
        data: {
          slug,
          title: update.title,
          artist: update.artist,
          description: update.description,
          optionName: update.optionName || null,
          ...(update.taxCode === undefined ? {} : { taxCode: update.taxCode }),
          opensAt: update.opensAt,
          ...capturing(product, update),
          ...(update.reservationMinutes === undefined
            ? {}
            : { reservationMinutes: update.reservationMinutes }),
        },
      });
      if (categoryIds !== undefined) await setProductCategories(tx, { productId, categoryIds });
      await saveVariants(tx, product, variants);
      await assertStillReady(tx, productId);
      const after = await tx.product.findUniqueOrThrow({ where: { id: productId }, select: editedFields });
      await auditProduct(unit, {
        action: "product.update",
        subject: slug,
        before: factsOf(product),
        after: factsOf(after),
      });
    });
  } catch (error) {
    if (isTaken(error, "slug")) throw new DomainError("SLUG_TAKEN", { slug });
    if (!isTaken(error, "sku")) throw error;
    throw new DomainError("SKU_TAKEN", { sku: await findTakenSku(shop, variants) });
  }
}

/** What is not shipped is charged at once. */
function capturing({ kind }: ClaimedProduct, { capturesOnShipment }: UpdateProduct) {
  return capturesOnShipment === undefined
    ? {}
    : { capturesOnShipment: isShipped(kind) && capturesOnShipment };
}

/** What is not shipped has no weight and no size, and passes no customs. */
const unpacked = {
  ...{ weightGrams: null, lengthMm: null, widthMm: null, heightMm: null },
  ...{ hsCode: null, originCountry: null },
};

async function saveVariants(
  tx: Tx,
  product: ClaimedProduct,
  variants: UpdateProduct["variants"],
): Promise<void> {
  const productId = product.id;
  const isPicture = (pictureId: string) => product.pictures.some(({ id }) => id === pictureId);
  if (variants.some(({ pictureId }) => pictureId !== null && !isPicture(pictureId)))
    throw new DomainError("PICTURE_NOT_FOUND", {});
  const untouched = product.variants.filter(({ id }) => !variants.some((variant) => variant.id === id));
  // Variants may swap SKUs, so those that give one up are changed first.
  for (const { id, sku } of product.variants) {
    const next = variants.find((variant) => variant.id === id)?.sku ?? sku;
    if (next !== sku && variants.some((other) => other.sku === sku))
      await tx.variant.update({ where: { id }, data: { sku: id } });
  }
  const ships = isShipped(product.kind);
  for (const [position, { id, prices, sku, title, pictureId, ...also }] of variants.entries()) {
    const { weightGrams, lengthMm, widthMm, heightMm, hsCode, originCountry } = ships ? also : unpacked;
    const before = product.variants.find((variant) => variant.id === id);
    const isLimited = also.tracksStock ?? before?.tracksStock ?? false;
    const tracksStock = ships || (product.kind !== "service" && isLimited);
    const packed = { weightGrams, lengthMm, widthMm, heightMm };
    const customs = {
      ...(hsCode === undefined ? {} : { hsCode }),
      ...(originCountry === undefined ? {} : { originCountry }),
    };
    const data = { sku, title, pictureId, tracksStock, ...packed, ...customs, position };
    if (before === undefined) await addVariant(tx, { id, productId, ...data });
    else await tx.variant.update({ where: { id }, data });
    await savePrices(tx, id, before?.prices ?? [], prices);
  }
  for (const [place, { id }] of untouched.entries())
    await tx.variant.update({ where: { id }, data: { position: variants.length + place } });
}

/** The browser makes the id, so an id of another product's variant is refused. */
async function addVariant(
  tx: Tx,
  variant: Prisma.VariantUncheckedCreateInput & { id: string },
): Promise<void> {
  if ((await tx.variant.count({ where: { id: variant.id } })) > 0)
    throw new DomainError("VARIANT_NOT_FOUND", {});
  await tx.variant.create({ data: variant, select: { id: true } });
  await openStockLevel(tx, variant.id);
}

async function savePrices(
  tx: Tx,
  variantId: string,
  before: { currency: string; unitAmount: number }[],
  prices: { currency: string; unitAmount: number }[],
): Promise<void> {
  const removed = before.filter(({ currency }) => !prices.some((price) => price.currency === currency));
  await tx.price.deleteMany({
    where: { variantId, currency: { in: removed.map(({ currency }) => currency) } },
  });
  for (const { currency, unitAmount } of prices)
    await tx.price.upsert({
      where: { variantId_currency: { variantId, currency } },
      create: { variantId, currency, unitAmount },
      update: { unitAmount },
    });
}

const editedFields = {
  slug: true,
  title: true,
  artist: true,
  description: true,
  optionName: true,
  taxCode: true,
  opensAt: true,
  capturesOnShipment: true,
  reservationMinutes: true,
  categories: categoriesOfProduct,
  variants: {
    orderBy: { position: "asc" },
    select: {
      id: true,
      sku: true,
      title: true,
      archivedAt: true,
      pictureId: true,
      tracksStock: true,
      weightGrams: true,
      lengthMm: true,
      widthMm: true,
      heightMm: true,
      hsCode: true,
      originCountry: true,
      prices: { select: { currency: true, unitAmount: true }, orderBy: { currency: "asc" } },
    },
  },
  pictures: { orderBy: { position: "asc" }, select: { id: true } },
} as const;

/** The values that the audit log compares, with one entry for each field that staff can change. */
function factsOf(product: Prisma.ProductGetPayload<{ select: typeof editedFields }>): Prisma.InputJsonObject {
  const { slug, title, artist, description, optionName, taxCode, opensAt, capturesOnShipment } = product;
  const { reservationMinutes } = product;
  const places = product.pictures.map(({ id }) => id);
  const offered = product.variants.filter(({ archivedAt }) => archivedAt === null);
  return {
    address: slug,
    ...{ title, artist, description, optionName, taxCode },
    opensAt: opensAt?.toISOString() ?? null,
    ...(capturesOnShipment ? { capturesOnShipment } : {}),
    ...(reservationMinutes === null ? {} : { reservationMinutes }),
    categories: product.categories.map(({ category }) => category.name).toSorted(),
    order: offered.map(({ sku }) => sku),
    ...Object.fromEntries(
      product.variants.map((variant) => [`variant ${variant.sku}`, variantFacts(variant, places)]),
    ),
  };
}

function variantFacts(
  variant: {
    title: string;
    pictureId: string | null;
    tracksStock: boolean;
    weightGrams: number | null;
    lengthMm: number | null;
    widthMm: number | null;
    heightMm: number | null;
    hsCode: string | null;
    originCountry: string | null;
    prices: { currency: string; unitAmount: number }[];
  },
  pictureIds: readonly string[],
): Prisma.InputJsonObject {
  const prices = variant.prices.map(({ currency, unitAmount }) => [currency, unitAmount]);
  const picture = variant.pictureId === null ? {} : { picture: pictureIds.indexOf(variant.pictureId) + 1 };
  const { weightGrams: weight, lengthMm, widthMm, heightMm, hsCode, originCountry } = variant;
  const size = lengthMm === null ? {} : { size: [lengthMm, widthMm, heightMm] };
  const customs = {
    ...(hsCode === null ? {} : { hsCode }),
    ...(originCountry === null ? {} : { originCountry }),
  };
  const stock = variant.tracksStock ? {} : { stock: "unlimited" };
  return {
    ...{
      title: variant.title,
      ...picture,
      ...(weight === null ? {} : { weight }),
      ...size,
      ...customs,
      ...stock,
    },
    ...Object.fromEntries(prices),
  };
}
