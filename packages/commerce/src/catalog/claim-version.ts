import { Prisma, type Tx } from "@dualtrack/db";
import { outdatedVersion } from "../audit/outdated-version.ts";
import { categoriesOfProduct } from "../categories/product-categories.ts";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";
import { productAuditFilter } from "./audit-product.ts";
import { bookedResources } from "./booked-resources.ts";
import { soldPreviews } from "./previews.ts";
import { soldFiles } from "./variant-files.ts";

/** The edited product, and the version that the editor loaded. */
export interface EditedProduct {
  productId: string;
  version: number;
}

const claimedFields = {
  id: true,
  kind: true,
  service: bookedResources,
  slug: true,
  title: true,
  artist: true,
  description: true,
  optionName: true,
  taxCode: true,
  opensAt: true,
  capturesOnShipment: true,
  reservationMinutes: true,
  published: true,
  firstPublishedAt: true,
  position: true,
  categories: categoriesOfProduct,
  variants: {
    orderBy: { position: "asc" },
    select: {
      id: true,
      sku: true,
      title: true,
      pictureId: true,
      tracksStock: true,
      downloadLimit: true,
      weightGrams: true,
      lengthMm: true,
      widthMm: true,
      heightMm: true,
      hsCode: true,
      originCountry: true,
      archivedAt: true,
      durationMinutes: true,
      prices: { select: { currency: true, unitAmount: true }, orderBy: { currency: "asc" } },
      files: soldFiles,
    },
  },
  previews: soldPreviews,
  pictures: {
    orderBy: { position: "asc" },
    select: { id: true, alt: true },
  },
} as const;

/**
 * Locks the product for this change and increments its version, so that changes based on an older version are refused.
 * Answers the product before the change. PRODUCT_CHANGED, PRODUCT_NOT_FOUND.
 */
export async function claimVersion(tx: Tx, { productId, version }: EditedProduct) {
  const claimed = await tx.product.updateMany({
    where: { id: productId, version },
    data: { version: { increment: 1 } },
  });
  const product = await tx.product.findUnique({ where: { id: productId }, select: claimedFields });
  if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  if (claimed.count === 1) return product;
  throw await outdatedVersion(tx, "PRODUCT_CHANGED", productAuditFilter(product.slug));
}

export type ClaimedProduct = Awaited<ReturnType<typeof claimVersion>>;

/** Whether an error of the database is a violation of this column's unique key. */
export function isTaken(error: unknown, column: "slug" | "sku"): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return false;
  return JSON.stringify(error.meta ?? {}).includes(column);
}

/** A variant of the claimed product. VARIANT_NOT_FOUND. */
export function variantOf(product: ClaimedProduct, variantId: string) {
  const variant = product.variants.find(({ id }) => id === variantId);
  if (variant === undefined) throw new DomainError("VARIANT_NOT_FOUND", {});
  return variant;
}

/** A variant's label for staff: its title, or its SKU if it has none. */
export function variantName({ title, sku }: { title: string; sku: string }): string {
  return title === "" ? sku : title;
}

/** Finds a SKU that another variant has already, or that occurs twice in the list. */
export async function findTakenSku(shop: Shop, variants: { id: string; sku: string }[]): Promise<string> {
  const skus = variants.map(({ sku }) => sku);
  const twice = skus.find((sku, place) => skus.indexOf(sku) !== place);
  if (twice !== undefined) return twice;
  const taken = await shop.db.variant.findFirst({
    where: { sku: { in: skus }, id: { notIn: variants.map(({ id }) => id) } },
    select: { sku: true },
  });
  return taken?.sku ?? "";
}
