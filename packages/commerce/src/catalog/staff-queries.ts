import { type ListProducts, type ProductStatus, priceCurrencies } from "@dualtrack/contract";
import { type Prisma, searchCatalog } from "@dualtrack/db";
import { lastChange } from "../audit/last-change.ts";
import { categoriesOfProduct } from "../categories/product-categories.ts";
import { getBaseCurrency } from "../currencies/base-currency.ts";
import { DomainError } from "../domain-error.ts";
import { freeUnits } from "../inventory/free-units.ts";
import { readSearchTerms } from "../search/read-search-terms.ts";
import type { Shop } from "../shop.ts";
import { productAuditFilter } from "./audit-product.ts";
import { bookedResources } from "./booked-resources.ts";
import { licenceText, newestLicence } from "./licences.ts";
import { firstPicture, pictureFields, pictureView } from "./pictures.ts";
import { previewView, soldPreviews } from "./previews.ts";
import { missingParts } from "./readiness.ts";
import { fileView, soldFiles } from "./variant-files.ts";

/** Products for staff, including drafts, in the shop's order; `nextCursor` is null on the last page. */
export async function listProductsForStaff(
  shop: Shop,
  { q, status, categoryId, cursor = 0, limit }: ListProducts,
) {
  const now = shop.clock.now();
  const where = { AND: [await matching(shop, q), withStatus(status, now), inCategory(categoryId)] };
  const [currency, rows, count] = await Promise.all([
    getBaseCurrency(shop.db),
    shop.db.product.findMany({
      where,
      orderBy: [{ position: "asc" }, { id: "asc" }],
      skip: cursor,
      take: limit,
      select: listedFields,
    }),
    shop.db.product.count({ where }),
  ]);
  return {
    count,
    products: rows.map(({ variants, pictures, opensAt, ...product }) => {
      const offered = variants.filter(({ archivedAt }) => archivedAt === null);
      const prices = offered.flatMap(({ prices }) =>
        prices.filter((price) => price.currency === currency).map(({ unitAmount }) => unitAmount),
      );
      return {
        ...product,
        status: statusOf({ ...product, opensAt }, now),
        opensAt: opensAt?.toISOString() ?? null,
        picture: firstPicture(pictures),
        variants: offered.length,
        prices:
          prices.length === 0
            ? null
            : { currency, lowest: Math.min(...prices), highest: Math.max(...prices) },
        /** Null: stock does not limit it. */
        free: finite(offered.reduce((sum, variant) => sum + freeUnits(variant), 0)),
      };
    }),
    nextCursor: cursor + rows.length < count && rows.length > 0 ? cursor + rows.length : null,
  };
}

/** What JSON has for infinity. */
function finite(units: number): number | null {
  return Number.isFinite(units) ? units : null;
}

const stockFields = { select: { onHand: true, reserved: true } } as const;
const priceFields = { select: { currency: true, unitAmount: true }, orderBy: { currency: "asc" } } as const;

const listedFields = {
  id: true,
  kind: true,
  slug: true,
  title: true,
  artist: true,
  published: true,
  opensAt: true,
  version: true,
  pictures: { ...pictureFields, take: 1 },
  variants: { select: { archivedAt: true, tracksStock: true, prices: priceFields, stock: stockFields } },
} as const;

async function matching(shop: Shop, q: string | undefined): Promise<Prisma.ProductWhereInput> {
  if (!q) return {};
  const { productIds } = await searchCatalog(shop.db, await readSearchTerms(shop.db, q));
  return { id: { in: productIds } };
}

function withStatus(status: ProductStatus | undefined, now: Date): Prisma.ProductWhereInput {
  if (status === undefined) return {};
  if (status === "draft") return { published: false };
  if (status === "upcoming") return { published: true, opensAt: { gt: now } };
  return { published: true, OR: [{ opensAt: null }, { opensAt: { lte: now } }] };
}

function inCategory(categoryId: string | undefined): Prisma.ProductWhereInput {
  return categoryId === undefined ? {} : { categories: { some: { categoryId } } };
}

function statusOf(product: { published: boolean; opensAt: Date | null }, now: Date): ProductStatus {
  if (!product.published) return "draft";
  return product.opensAt !== null && product.opensAt > now ? "upcoming" : "on_sale";
}

/** Everything that the editor shows of a product, including archived variants. PRODUCT_NOT_FOUND. */
export async function getProductForStaff(shop: Shop, { productId }: { productId: string }) {
  const product = await shop.db.product.findUnique({
    where: { id: productId },
    select: {
      id: true,
      kind: true,
      slug: true,
      service: bookedResources,
      title: true,
      artist: true,
      description: true,
      optionName: true,
      taxCode: true,
      published: true,
      firstPublishedAt: true,
      opensAt: true,
      capturesOnShipment: true,
      reservationMinutes: true,
      version: true,
      categories: categoriesOfProduct,
      pictures: pictureFields,
      licences: newestLicence,
      previews: soldPreviews,
      variants: {
        orderBy: [{ position: "asc" }, { id: "asc" }],
        select: {
          id: true,
          sku: true,
          title: true,
          pictureId: true,
          weightGrams: true,
          lengthMm: true,
          widthMm: true,
          heightMm: true,
          hsCode: true,
          originCountry: true,
          archivedAt: true,
          tracksStock: true,
          downloadLimit: true,
          durationMinutes: true,
          prices: priceFields,
          stock: stockFields,
          files: soldFiles,
          _count: { select: { checkoutLines: true, orderLines: true, movements: true } },
        },
      },
    },
  });
  if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  const baseCurrency = await getBaseCurrency(shop.db);
  const {
    variants,
    categories,
    pictures,
    licences,
    previews,
    opensAt,
    firstPublishedAt,
    optionName,
    service: _,
    ...rest
  } = product;
  return {
    ...rest,
    optionName: optionName ?? "",
    categories: categories.map(({ category: { id, name } }) => ({ id, name })),
    opensAt: opensAt?.toISOString() ?? null,
    status: statusOf(product, shop.clock.now()),
    changed: await lastChange(shop.db, productAuditFilter(product.slug)),
    slugIsFixed: firstPublishedAt !== null,
    shopCurrency: baseCurrency,
    shopUrl: shop.settings.publicUrl,
    missing: missingParts(product, baseCurrency),
    pictures: pictures.map(pictureView),
    previews: previews.map(previewView),
    licence: { text: licenceText(licences), number: licences[0]?.number ?? 0 },
    variants: variants.map(({ archivedAt, stock, prices, files, _count, ...variant }) => ({
      ...variant,
      files: files.map(fileView),
      prices: prices.flatMap(({ currency, unitAmount }) => {
        const known = priceCurrencies.find((each) => each === currency);
        return known === undefined ? [] : { currency: known, unitAmount };
      }),
      isArchived: archivedAt !== null,
      canBeDeleted: _count.checkoutLines + _count.orderLines + _count.movements === 0,
      stock: {
        onHand: stock?.onHand ?? 0,
        held: stock?.reserved ?? 0,
        free: (stock?.onHand ?? 0) - (stock?.reserved ?? 0),
      },
    })),
  };
}
