import { type Availability, type CurrencyTerms, isShipped } from "@dualtrack/contract";
import type { ProductKind } from "@dualtrack/db";
import { categoriesOfProduct } from "../categories/product-categories.ts";
import { getCategoryBySlug } from "../categories/queries.ts";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { reservedByOwner } from "../checkouts/reserved-by-owner.ts";
import { customerTerms } from "../currencies/customer-terms.ts";
import { type PricedVariant, priceIn } from "../currencies/price-in.ts";
import { DomainError } from "../domain-error.ts";
import { availabilityOf } from "../inventory/availability.ts";
import { freeUnits, mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { assumedOption, shippingOptions } from "../shipping/shipping-options.ts";
import type { Shop } from "../shop.ts";
import { licenceText, newestLicence } from "./licences.ts";
import { firstPicture, pictureFields, pictureView } from "./pictures.ts";
import { previewView, soldPreviews } from "./previews.ts";
import { publicFiles, publicFileView } from "./variant-files.ts";

const variantFields = {
  id: true,
  title: true,
  sku: true,
  pictureId: true,
  weightGrams: true,
  tracksStock: true,
  durationMinutes: true,
  prices: { select: { currency: true, unitAmount: true } },
  stock: { select: { onHand: true, reserved: true } },
} as const;

const productFields = {
  slug: true,
  kind: true,
  title: true,
  artist: true,
  opensAt: true,
  variants: { select: variantFields, where: { archivedAt: null }, orderBy: { position: "asc" } },
  pictures: pictureFields,
} as const;

const productPageFields = {
  ...productFields,
  description: true,
  optionName: true,
  capturesOnShipment: true,
  categories: categoriesOfProduct,
  licences: newestLicence,
  previews: soldPreviews,
  variants: { ...productFields.variants, select: { ...variantFields, files: publicFiles } },
} as const;

/** Whose currency prices are in. */
interface Visitor {
  cartToken: string;
  /** ISO 3166-1 alpha-2, as far as it is known; it decides until there is a cart. */
  country?: string | null;
}

function termsFor(shop: Shop, { cartToken, country = null }: Visitor): Promise<CurrencyTerms> {
  return customerTerms(shop.db, { tokenHash: hashCartToken(cartToken), country });
}

/** What customers see of the catalog, or of a category by its slug. CATEGORY_NOT_FOUND. */
export async function getCatalog(shop: Shop, { category: slug, ...visitor }: Visitor & CatalogPart) {
  return {
    category: slug === undefined ? null : await getCategoryBySlug(shop, slug),
    products: await listProducts(shop, { ...visitor, category: slug }),
  };
}

interface CatalogPart {
  /** A category's slug; left out: all of it. */
  category?: string | undefined;
}

/** The published products, all or those of a category, in the shop's order, with the data of their cards on the catalog page. */
export async function listProducts(shop: Shop, { category: slug, ...visitor }: Visitor & CatalogPart) {
  const terms = await termsFor(shop, visitor);
  const products = await shop.db.product.findMany({
    where: { published: true, ...(slug !== undefined && { categories: { some: { category: { slug } } } }) },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: productFields,
  });
  return products.flatMap(({ variants, pictures, opensAt, ...product }) => {
    const prices = variants.flatMap((variant) => priceIn(variant, terms)?.amount ?? []);
    if (prices.length === 0) return [];
    const free = variants.reduce((sum, variant) => sum + Math.max(0, freeUnits(variant)), 0);
    const { availability, left } = availabilityOf(free, {
      opensAt,
      most: mostUnits(product.kind),
      now: shop.clock.now(),
    });
    return {
      ...product,
      picture: firstPicture(pictures),
      opensAt: opensAt?.toISOString() ?? null,
      price: { amount: Math.min(...prices), currency: terms.currency },
      priceVaries: new Set(prices).size > 1,
      availability,
      left,
    };
  });
}

/** One published product with its variants and the quantity of each that this customer can buy. PRODUCT_NOT_FOUND. */
export async function getProduct(shop: Shop, { slug, ...visitor }: Visitor & { slug: string }) {
  const product = await shop.db.product.findUnique({
    where: { slug, published: true },
    select: productPageFields,
  });
  if (product === null) throw new DomainError("PRODUCT_NOT_FOUND", {});
  const { variants, categories, pictures, licences, previews, opensAt, ...rest } = product;
  const now = shop.clock.now();
  const terms = await termsFor(shop, visitor);
  const reserved = await reservedByOwner(shop.db, visitor.cartToken);
  const offered = variants.flatMap(({ prices, stock, tracksStock, files, weightGrams: _, ...variant }) => {
    const price = priceIn({ prices }, terms);
    if (price === null) return [];
    const free = freeUnits({ tracksStock, stock }) + (reserved.get(variant.id) ?? 0);
    const offer = availabilityOf(free, { opensAt, most: mostUnits(rest.kind), now });
    const maxQuantity = Math.min(offer.maxQuantity, Math.max(0, fairShare(shop, free)));
    return { ...variant, price, ...offer, maxQuantity, files: files.map(publicFileView) };
  });
  return {
    ...rest,
    categories: categories.map(({ category: { slug, name } }) => ({ slug, name })),
    pictures: pictures.map(pictureView),
    /** What everybody can listen to. */
    previews: previews.map(previewView),
    /** What whoever buys its files may do with them; empty: that is not said. */
    licence: licenceText(licences),
    opensAt: opensAt?.toISOString() ?? null,
    variants: offered,
    availability: overallAvailability(offered.map(({ availability }) => availability)),
    ...(await estimateOf(shop, { kind: rest.kind, variants, terms })),
  };
}

/**
 * What it costs to send one unit of the cheapest variant to the country that goods are sent from, and when it arrives if it is
 * ordered now; null: not known, or nothing is sent.
 */
async function estimateOf(
  shop: Shop,
  {
    kind,
    variants,
    terms,
  }: {
    kind: ProductKind;
    variants: readonly (PricedVariant & { weightGrams: number | null })[];
    terms: CurrencyTerms;
  },
) {
  const { timeZone } = shop.settings;
  const [cheapest] = variants
    .flatMap(({ prices, weightGrams }) => {
      const price = priceIn({ prices }, terms);
      return price === null ? [] : [{ unitAmount: price.amount, quantity: 1, weightGrams }];
    })
    .toSorted((a, b) => a.unitAmount - b.unitAmount);
  const money = (amount: number | undefined | null) =>
    amount == null ? null : { amount, currency: terms.currency };
  if (cheapest === undefined || !isShipped(kind))
    return { shipping: null, freeShippingFrom: null, delivery: null };
  const goods = { terms, timeZone, lines: [cheapest], destination: null, at: shop.clock.now() };
  const option = assumedOption(await shippingOptions(shop.db, goods));
  return {
    shipping: money(option?.amount),
    freeShippingFrom: money(option?.freeFromAmount),
    delivery: option && { name: option.name, isPickup: option.isPickup, arrives: option.arrives },
  };
}

function overallAvailability(variants: Availability[]): Availability {
  const bestFirst: Availability[] = ["upcoming", "available", "low"];
  return bestFirst.find((availability) => variants.includes(availability)) ?? "sold_out";
}
