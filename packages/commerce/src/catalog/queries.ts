import { type Availability, type CurrencyTerms, isShipped, type Money } from "@dualtrack/contract";
import type { ShippingAreaRow } from "@dualtrack/db";
import { hashCartToken } from "../checkouts/cart-token.ts";
import { chosenTerms } from "../currencies/customer-terms.ts";
import { priceIn } from "../currencies/price-in.ts";
import { DomainError } from "../domain-error.ts";
import { availabilityOf } from "../inventory/availability.ts";
import { mostUnits } from "../inventory/free-units.ts";
import { fairShare } from "../limits/fair-share.ts";
import { assumedOption, optionsIn } from "../shipping/shipping-options.ts";
import type { Shop } from "../shop.ts";
import {
  areasOf,
  type CatalogContent,
  type CatalogProduct,
  type ProductPage,
  pageOf,
  stockedIdsOf,
} from "./catalog-content.ts";
import type { CatalogLook } from "./catalog-look.ts";
import { visitCatalog } from "./catalog-memory.ts";
import { licenceText } from "./licences.ts";
import { firstPicture, pictureView } from "./pictures.ts";
import { previewView } from "./previews.ts";
import { publicFileView } from "./variant-files.ts";

/** Whose currency prices are in. */
interface Visitor {
  /** Null: they can't have a cart. */
  cartToken: string | null;
  /** ISO 3166-1 alpha-2, as far as it is known; it decides until there is a cart. */
  country?: string | null;
}

interface CatalogPart {
  /** A category's slug; left out: all of it. */
  category?: string | undefined;
}

/** What a view was made of. While it holds, the view is answered again: the same object, so that its bytes can be kept, too. */
interface Kept<View> {
  view: View;
  free: CatalogLook["free"];
  from: number;
  /** In ms; the first instant at which it may look different. */
  until: number;
}

type CatalogView = ReturnType<typeof catalogView>;

/**
 * What customers see of the catalog, or of a category by its slug, with the data of the products' cards in the shop's order.
 * CATEGORY_NOT_FOUND. The answer is kept in memory: nobody may change it.
 */
export async function getCatalog(shop: Shop, { category: slug, ...visitor }: Visitor & CatalogPart) {
  const { content, look } = await visitCatalog(shop.db, {
    tokenHash: hashOf(visitor),
    variantIdsOf: ({ stockedIds }) => stockedIds,
  });
  const terms = termsFor(content, look, visitor);
  const now = shop.clock.now().getTime();
  const key = `${terms.currency} ${slug ?? ""}`;
  const kept = content.views.get(key) as Kept<CatalogView> | undefined;
  if (kept !== undefined && kept.from <= now && now < kept.until) {
    if (kept.free === look.free) return kept.view;
    const view = catalogView(content, { slug, terms, look, now });
    if (isSameStock(kept.view, view)) {
      kept.free = look.free;
      return kept.view;
    }
  }
  const view = catalogView(content, { slug, terms, look, now });
  const openings = content.products.flatMap(({ opensAt }) => opensAt?.getTime() ?? []);
  const until = Math.min(...openings.filter((at) => at > now));
  content.views.set(
    key,
    { view, free: look.free, from: now, until } satisfies Kept<CatalogView>,
    view.products.length + 1,
  );
  return view;
}

/** The categories that customers see: those with a published product, in their order. */
export async function listCategories(shop: Shop): Promise<{ slug: string; name: string }[]> {
  const { content } = await visitCatalog(shop.db, { tokenHash: null, variantIdsOf: () => [] });
  const shown = new Set(
    content.products.flatMap(({ categories }) => categories.map(({ categoryId }) => categoryId)),
  );
  return content.categories.filter(({ id }) => shown.has(id)).map(({ slug, name }) => ({ slug, name }));
}

/**
 * One published product with its variants and the quantity of each that this customer can buy. PRODUCT_NOT_FOUND. The answer may be
 * kept in memory: nobody may change it.
 */
export async function getProduct(shop: Shop, { slug, ...visitor }: Visitor & { slug: string }) {
  const { content, look } = await visitCatalog(shop.db, {
    tokenHash: hashOf(visitor),
    variantIdsOf: ({ bySlug }) => stockedOf(bySlug.get(slug)),
  });
  const page = await pageOf(shop.db, content, slug);
  const terms = termsFor(content, look, visitor);
  const areas = isShipped(page.kind) ? await areasOf(shop.db, content, terms) : [];
  const at = shop.clock.now();
  const own = new Map(look.visitor?.reserved.map(({ variantId, quantity }) => [variantId, quantity]));
  const isOwn = page.variants.some(({ id }) => own.has(id));
  const make = () => productView(shop, { page, terms, areas, free: look.free, own, at });
  if (isOwn) return make();

  const { limits, timeZone } = shop.settings;
  const key = `${terms.currency}/${slug}`;
  const kept = content.views.get(key) as KeptProduct | undefined;
  const now = at.getTime();
  const isKept =
    kept !== undefined &&
    kept.from <= now &&
    now < kept.until &&
    kept.limits === limits &&
    kept.timeZone === timeZone &&
    page.variants.every(({ id }) => kept.free[id] === look.free[id]);
  if (isKept) return kept.view;
  const view = make();
  const opening =
    page.opensAt === null || page.opensAt <= at ? Number.POSITIVE_INFINITY : page.opensAt.getTime();
  const until = Math.min(opening, nextMinute(now)); // the days of arrival change at midnight, wherever that is
  const { free } = look;
  content.views.set(
    key,
    { view, free, from: now, until, limits, timeZone } satisfies KeptProduct,
    page.variants.length + 10,
  );
  return view;
}

interface KeptProduct extends Kept<ReturnType<typeof productView>> {
  limits: Shop["settings"]["limits"];
  timeZone: string;
}

function nextMinute(now: number): number {
  return (Math.floor(now / 60_000) + 1) * 60_000;
}

function hashOf({ cartToken }: Visitor): string | null {
  return cartToken === null ? null : hashCartToken(cartToken);
}

const nothing: readonly string[] = [];

function stockedOf(product: CatalogProduct | undefined): readonly string[] {
  return product === undefined ? nothing : stockedIdsOf(product);
}

function termsFor(
  { currencies }: CatalogContent,
  { visitor }: CatalogLook,
  { country = null }: Visitor,
): CurrencyTerms {
  return chosenTerms({ ...currencies, cartCurrency: visitor?.currency ?? null }, country);
}

function catalogView(
  { categories, products }: CatalogContent,
  {
    slug,
    terms,
    look,
    now,
  }: { slug: string | undefined; terms: CurrencyTerms; look: CatalogLook; now: number },
) {
  const category = slug === undefined ? null : categories.find((each) => each.slug === slug);
  if (category === undefined) throw new DomainError("CATEGORY_NOT_FOUND", {});
  const listed =
    category === null
      ? products
      : products.filter((product) => product.categories.some(({ categoryId }) => categoryId === category.id));
  return {
    category: category && { slug: category.slug, name: category.name, description: category.description },
    products: listed.flatMap((product) => cardOf(product, { terms, look, now: new Date(now) })),
  };
}

/** None of a product without a price in this currency. */
function cardOf(
  { variants, pictures, opensAt, categories: _, ...product }: CatalogProduct,
  { terms, look, now }: { terms: CurrencyTerms; look: CatalogLook; now: Date },
) {
  const prices = variants.flatMap((variant) => priceIn(variant, terms)?.amount ?? []);
  if (prices.length === 0) return [];
  const free = variants.reduce((sum, variant) => sum + Math.max(0, freeOf(look.free, variant)), 0);
  const { availability, left } = availabilityOf(free, { opensAt, most: mostUnits(product.kind), now });
  return {
    ...product,
    picture: firstPicture(pictures),
    opensAt: opensAt?.toISOString() ?? null,
    price: { amount: Math.min(...prices), currency: terms.currency },
    priceVaries: new Set(prices).size > 1,
    availability,
    left,
  };
}

/** Units of a variant that are neither sold nor reserved; Infinity if stock does not limit it. */
function freeOf(
  free: CatalogLook["free"],
  { id, tracksStock }: { id: string; tracksStock: boolean },
): number {
  return tracksStock ? (free[id] ?? 0) : Number.POSITIVE_INFINITY;
}

/** Of two views of the same products. */
function isSameStock(a: CatalogView, b: CatalogView): boolean {
  return a.products.every(({ availability, left }, index) => {
    const other = b.products[index];
    return other?.availability === availability && other.left === left;
  });
}

function productView(
  shop: Shop,
  {
    page,
    terms,
    areas,
    free,
    own,
    at,
  }: {
    page: ProductPage;
    terms: CurrencyTerms;
    areas: readonly ShippingAreaRow[];
    free: CatalogLook["free"];
    /** Units that this customer has reserved, by variant: they are free for them alone. */
    own: ReadonlyMap<string, number>;
    at: Date;
  },
) {
  const { variants, categories, pictures, licences, previews, opensAt, ...rest } = page;
  const offered = variants.flatMap(({ prices, tracksStock, files, weightGrams: _, ...variant }) => {
    const price = priceIn({ prices }, terms);
    if (price === null) return [];
    const units = freeOf(free, { id: variant.id, tracksStock }) + (own.get(variant.id) ?? 0);
    const offer = availabilityOf(units, { opensAt, most: mostUnits(rest.kind), now: at });
    const perPerson = rest.drop?.limitPerPerson ?? Number.POSITIVE_INFINITY;
    const maxQuantity = Math.min(offer.maxQuantity, Math.max(0, fairShare(shop, units)), perPerson);
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
    ...estimateOf(shop, { variants, terms, areas, at }),
  };
}

/**
 * What it costs to send one unit of the cheapest variant to the country that goods are sent from, and when it arrives if it is
 * ordered now; null: not known, or nothing is sent.
 */
function estimateOf(
  { settings: { timeZone } }: Shop,
  {
    variants,
    terms,
    areas,
    at,
  }: {
    variants: ProductPage["variants"];
    terms: CurrencyTerms;
    /** Empty: nothing is sent. */
    areas: readonly ShippingAreaRow[];
    at: Date;
  },
) {
  const [cheapest] = variants
    .flatMap(({ prices, weightGrams }) => {
      const price = priceIn({ prices }, terms);
      return price === null ? [] : [{ unitAmount: price.amount, quantity: 1, weightGrams }];
    })
    .toSorted((a, b) => a.unitAmount - b.unitAmount);
  const money = (amount: number | undefined | null): Money | null =>
    amount == null ? null : { amount, currency: terms.currency };
  const lines = cheapest === undefined ? [] : [cheapest];
  const option =
    cheapest === undefined
      ? null
      : assumedOption(optionsIn(areas, { terms, timeZone, lines, destination: null, at }));
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
