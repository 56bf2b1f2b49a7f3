import type { CurrencyTerms } from "@dualtrack/contract";
import {
  type CurrenciesRow,
  type Db,
  type Prisma,
  readCurrencies,
  type ShippingAreaRow,
  shippingAreasOf,
} from "@dualtrack/db";
import { categoriesOfProduct } from "../categories/product-categories.ts";
import { readCategories } from "../categories/queries.ts";
import { DomainError } from "../domain-error.ts";
import { type BoundedMap, boundedMap } from "./bounded-map.ts";
import { newestLicence } from "./licences.ts";
import { pictureFields } from "./pictures.ts";
import { soldPreviews } from "./previews.ts";
import { publicFiles } from "./variant-files.ts";

const variantFields = {
  id: true,
  title: true,
  sku: true,
  pictureId: true,
  weightGrams: true,
  tracksStock: true,
  durationMinutes: true,
  prices: { select: { currency: true, unitAmount: true } },
} as const;

const productFields = {
  slug: true,
  kind: true,
  title: true,
  artist: true,
  opensAt: true,
  variants: {
    select: { id: true, tracksStock: true, prices: variantFields.prices },
    where: { archivedAt: null },
    orderBy: { position: "asc" },
  },
  pictures: { ...pictureFields, take: 1 },
  categories: { select: { categoryId: true } },
} as const satisfies Prisma.ProductSelect;

const productPageFields = {
  ...productFields,
  pictures: pictureFields,
  description: true,
  optionName: true,
  capturesOnShipment: true,
  drop: { select: { productId: true, limitPerPerson: true } },
  categories: categoriesOfProduct,
  licences: newestLicence,
  previews: soldPreviews,
  variants: { ...productFields.variants, select: { ...variantFields, files: publicFiles } },
} as const satisfies Prisma.ProductSelect;

export type CatalogProduct = Prisma.ProductGetPayload<{ select: typeof productFields }>;
export type ProductPage = Prisma.ProductGetPayload<{ select: typeof productPageFields }>;

/** What customers see of all categories and published products, at one version. */
export interface CatalogContent {
  version: string;
  currencies: Omit<CurrenciesRow, "cartCurrency">;
  categories: Awaited<ReturnType<typeof readCategories>>;
  /** In the shop's order. */
  products: readonly CatalogProduct[];
  bySlug: ReadonlyMap<string, CatalogProduct>;
  /** All variants that stock limits. */
  stockedIds: readonly string[];
  /** Product pages that were asked for. */
  pages: BoundedMap<Promise<ProductPage | null>>;
  /** Where goods are sent to without a destination, by currency: as many as the shop has. */
  areas: Map<string, Promise<ShippingAreaRow[]>>;
  /** Answers, which stay the same objects as long as they say the same. */
  views: BoundedMap<unknown>;
}

/** The most variants, pages counted as ten more, that are kept of product pages: some 20 MB. */
const keptPages = 20_000;
/** The most cards of products, pages counted as ten, that are kept as answers: some 20 MB. */
const keptViews = 20_000;

export async function readContent(db: Db, version: string): Promise<CatalogContent> {
  const [currencies, categories, products] = await Promise.all([
    readCurrencies(db, { tokenHash: null }),
    readCategories(db),
    db.product.findMany({
      where: { published: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: productFields,
    }),
  ]);
  return {
    version,
    currencies,
    categories,
    products,
    bySlug: new Map(products.map((product) => [product.slug, product])),
    stockedIds: products.flatMap(stockedIdsOf),
    pages: boundedMap(keptPages),
    areas: new Map(),
    views: boundedMap(keptViews),
  };
}

/** The variants of a product that stock limits. */
export function stockedIdsOf({ variants }: CatalogProduct): string[] {
  return variants.flatMap(({ id, tracksStock }) => (tracksStock ? [id] : []));
}

/** All that a product's page shows, except for stock. PRODUCT_NOT_FOUND. */
export async function pageOf(db: Db, { bySlug, pages }: CatalogContent, slug: string): Promise<ProductPage> {
  const listed = bySlug.get(slug);
  if (listed === undefined) throw new DomainError("PRODUCT_NOT_FOUND", {});
  let asked = pages.get(slug);
  if (asked === undefined) {
    asked = db.product.findUnique({ where: { slug, published: true }, select: productPageFields });
    pages.set(slug, asked, listed.variants.length + 10);
    asked.catch(() => pages.delete(slug));
  }
  const page = await asked;
  if (page === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  return page;
}

/** The areas of the country that is assumed until a customer names one. */
export function areasOf(db: Db, { areas }: CatalogContent, terms: CurrencyTerms): Promise<ShippingAreaRow[]> {
  let asked = areas.get(terms.currency);
  if (asked === undefined) {
    asked = shippingAreasOf(db, { country: null, ...terms });
    areas.set(terms.currency, asked);
    asked.catch(() => areas.delete(terms.currency));
  }
  return asked;
}
