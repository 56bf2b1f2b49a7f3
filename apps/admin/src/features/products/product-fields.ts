import {
  formatMoney,
  isShipped,
  normaliseHsCode,
  normaliseOriginCountry,
  priceCurrencies,
  slugFrom,
} from "@dualtrack/contract";
import { exactTime } from "../../messages.ts";
import { amountText, parseAmount } from "../../parse-amount.ts";
import type { StaffProduct } from "../../server/trpc.ts";

/**
 * Everything that can be typed or chosen about a product, as flat texts under one key each: `title`, `categories`, `order` (the ids of its
 * variants), `<variant's id>.sku`, `<variant's id>.picture`, `<variant's id>.price.eur`. So that two people's versions can be compared field by field.
 */
export type Values = Readonly<Record<string, string>>;

const fieldLabels: Readonly<Record<string, string>> = {
  title: "Title",
  artist: "Artist",
  description: "Description",
  slug: "Address",
  optionName: "What the variants differ in",
  taxCode: "Tax code",
  categories: "Categories",
  opensAt: "Opening time",
  capture: "When the card is charged",
  reservationMinutes: "Minutes that a checkout reserves it",
  order: "Order of the variants",
};

export function valuesOf(product: StaffProduct): Values {
  const offered = product.variants.filter(({ isArchived }) => !isArchived);
  const { title, artist, description, slug, optionName, taxCode } = product;
  const values: Record<string, string> = { title, artist, description, slug, optionName, taxCode };
  values.categories = categoriesText(product.categories);
  values.opensAt = product.opensAt ?? "";
  values[captureKey] = product.capturesOnShipment ? onShipment : "";
  values.reservationMinutes = String(product.reservationMinutes ?? "");
  values.pictures = product.pictures.map(({ id }) => id).join(" ");
  values.order = offered.map(({ id }) => id).join(" ");
  for (const variant of product.variants) {
    values[`${variant.id}.title`] = variant.title;
    values[`${variant.id}.sku`] = variant.sku;
    values[pictureKey(variant.id)] = variant.pictureId ?? "";
    values[weightKey(variant.id)] = String(variant.weightGrams ?? "");
    values[sizeKey(variant.id)] = sizeText(variant);
    values[hsCodeKey(variant.id)] = variant.hsCode ?? "";
    values[originKey(variant.id)] = variant.originCountry ?? "";
    values[limitKey(variant.id)] = variant.tracksStock ? limited : "";
    for (const { currency, unitAmount } of variant.prices)
      values[priceKey(variant.id, currency)] = amountText(unitAmount, currency);
  }
  return values;
}

/** When customers' cards are charged: `onShipment`, or empty. */
export const captureKey = "capture";

/** The value of `captureKey` for a product whose customers are charged when it ships. */
export const onShipment = "on shipment";

/** A category as fields show it. */
export interface Category {
  id: string;
  name: string;
}

/** A line for each category: its id and its name. */
export function categoriesText(categories: readonly Category[]): string {
  return categories
    .map(({ id, name }) => `${id} ${name}`)
    .toSorted()
    .join("\n");
}

export function categoriesOf(text: string | undefined): Category[] {
  const lines = text ? text.split("\n") : [];
  return lines.map((line) => ({
    id: line.slice(0, line.indexOf(" ")),
    name: line.slice(line.indexOf(" ") + 1),
  }));
}

export function priceKey(variantId: string, currency: string): string {
  return `${variantId}.price.${currency}`;
}

/** The variant's own picture, by id; empty: the product's first stands for it. */
export function pictureKey(variantId: string): string {
  return `${variantId}.picture`;
}

/** Of one packed unit, in grams. */
export function weightKey(variantId: string): string {
  return `${variantId}.weight`;
}

/** Length × width × height of one packed unit, in mm. */
export function sizeKey(variantId: string): string {
  return `${variantId}.size`;
}

/** The code of the Harmonized System, for customs. */
export function hsCodeKey(variantId: string): string {
  return `${variantId}.hsCode`;
}

/** The two letters of the country where it was made, for customs. */
export function originKey(variantId: string): string {
  return `${variantId}.originCountry`;
}

/** Whether stock limits a variant that is not shipped: `limited`, or empty. */
export function limitKey(variantId: string): string {
  return `${variantId}.limit`;
}

/** The value of `limitKey` for a variant that stock limits. */
export const limited = "limited";

function sizeText({ lengthMm, widthMm, heightMm }: StaffProduct["variants"][number]): string {
  return lengthMm === null ? "" : [lengthMm, widthMm, heightMm].join(" × ");
}

/** The three sides; NaN: the text is no size. Nulls: there is none. */
function sidesOf(text: string) {
  if (text.trim() === "") return { lengthMm: null, widthMm: null, heightMm: null };
  const sides = /^\s*(\d+)\s*[x×*]\s*(\d+)\s*[x×*]\s*(\d+)\s*$/i.exec(text)?.slice(1).map(Number) ?? [];
  const [lengthMm = Number.NaN, widthMm = Number.NaN, heightMm = Number.NaN] = sides;
  return { lengthMm, widthMm, heightMm };
}

/** Null: nothing is written; NaN: it is no whole number. */
function wholeNumberOf(text: string): number | null {
  if (text.trim() === "") return null;
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}

/** The id of the field on the page. */
export function fieldId(key: string): string {
  return `product-${key}`;
}

export function focusField(key: string): void {
  const field = document.getElementById(fieldId(key));
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}

export function idsOf(order: string | undefined): string[] {
  return order ? order.split(" ") : [];
}

/** Whether both mean the same: 24 and 24.00, with and without blanks around. */
export function isSame(key: string, one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [(one ?? "").trim(), (other ?? "").trim()];
  if (a === b) return true;
  if (key.endsWith(".hsCode")) return normaliseHsCode(a) === normaliseHsCode(b);
  if (key.endsWith(".originCountry")) return normaliseOriginCountry(a) === normaliseOriginCountry(b);
  if (key === "categories") return categoryIdsOf(a).join() === categoryIdsOf(b).join();
  const currency = currencyOf(key);
  if (currency === null || a === "" || b === "") return false;
  const [left, right] = [parseAmount(a, currency).amount, parseAmount(b, currency).amount];
  return left !== null && left === right;
}

/** Whatever their names are meanwhile. */
function categoryIdsOf(text: string): string[] {
  return categoriesOf(text).map(({ id }) => id);
}

export function variantIdOf(key: string): string | null {
  return key.includes(".") ? (key.split(".")[0] ?? null) : null;
}

function currencyOf(key: string): string | null {
  return key.includes(".price.") ? (key.split(".").at(-1) ?? null) : null;
}

/** How staff call a variant: its title, or its SKU. */
export function variantName(id: string, values: Values): string {
  return values[`${id}.title`]?.trim() || values[`${id}.sku`]?.trim() || "new variant";
}

const partLabels: Readonly<Record<string, string>> = {
  sku: "SKU",
  picture: "picture",
  weight: "weight in g",
  size: "size in mm",
  hsCode: "HS code",
  originCountry: "country of origin",
  limit: "limit by stock",
};

export function labelOf(key: string, values: Values): string {
  const variantId = variantIdOf(key);
  if (variantId === null) return fieldLabels[key] ?? key;
  const currency = currencyOf(key);
  const name = partLabels[key.split(".").at(-1) ?? ""] ?? "title";
  const part = currency === null ? name : `price in ${currency.toUpperCase()}`;
  return `${variantName(variantId, values)}: ${part}`;
}

function pictureName(id: string, pictureIds: readonly string[]): string {
  if (id === "") return "the product's first";
  const index = pictureIds.indexOf(id);
  return index < 0 ? "a picture that was removed" : `picture ${index + 1}`;
}

/** A value as people read it. */
export function displayValue(key: string, value: string, values: Values): string {
  if (key === captureKey) return value === "" ? "when it is ordered" : "when it ships";
  if (key === "reservationMinutes") return value === "" ? "as the shop's settings say" : value;
  if (key === "opensAt") return value === "" ? "no opening time" : exactTime(value);
  if (key === "order")
    return idsOf(value)
      .map((id) => variantName(id, values))
      .join(", ");
  if (key === "categories")
    return (
      categoriesOf(value)
        .map(({ name }) => name)
        .join(", ") || "none"
    );
  if (key.endsWith(".limit")) return value === "" ? "unlimited" : "limited";
  if (key.endsWith(".picture")) return pictureName(value, idsOf(values.pictures));
  const currency = currencyOf(key);
  if (value === "") return currency === null ? "empty" : "no price";
  const amount = currency === null ? null : parseAmount(value, currency).amount;
  return currency === null || amount === null ? value : formatMoney({ amount, currency });
}

/** What the server is sent. Only for values without problems. */
export function inputOf(base: StaffProduct, values: Values, variantIds: readonly string[]) {
  const text = (key: string) => values[key] ?? "";
  return {
    productId: base.id,
    version: base.version,
    title: text("title"),
    artist: text("artist"),
    description: text("description"),
    slug: text("slug").trim(),
    optionName: text("optionName"),
    taxCode: text("taxCode").trim(),
    categoryIds: categoryIdsOf(text("categories")),
    opensAt: text("opensAt") || null,
    reservationMinutes: wholeNumberOf(text("reservationMinutes")),
    ...(isShipped(base.kind) ? { capturesOnShipment: text(captureKey) === onShipment } : {}),
    variants: variantIds.map((id) => ({
      id,
      title: text(`${id}.title`),
      sku: text(`${id}.sku`),
      pictureId: text(pictureKey(id)) || null,
      ...(isShipped(base.kind) ? {} : { tracksStock: text(limitKey(id)) === limited }),
      weightGrams: wholeNumberOf(text(weightKey(id))),
      ...sidesOf(text(sizeKey(id))),
      hsCode: text(hsCodeKey(id)).trim() || null,
      originCountry: text(originKey(id)).trim() || null,
      prices: priceCurrencies.flatMap((currency) => {
        const typed = text(priceKey(id, currency)).trim();
        const unitAmount = typed === "" ? null : parseAmount(typed, currency).amount;
        return unitAmount === null ? [] : [{ currency, unitAmount }];
      }),
    })),
  };
}

/** Leaves room for the number within the contract's length of a SKU. */
const maxSkuStem = 50;

/** A SKU to begin with, e.g. `PARALLEL-LINES-3`; one that no other variant on the page has. */
export function proposeSku(values: Values): string {
  const taken = new Set(
    Object.entries(values).flatMap(([key, value]) => (key.endsWith(".sku") ? value : [])),
  );
  const stem = slugFrom(values.slug ?? "")
    .slice(0, maxSkuStem)
    .replace(/-$/, "")
    .toUpperCase();
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}
