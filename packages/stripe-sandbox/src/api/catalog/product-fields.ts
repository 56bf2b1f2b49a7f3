import { badParam, notCovered } from "../../stripe/errors.ts";
import { assertLength, readUrl } from "../../stripe/limits.ts";
import { mergeMetadata } from "../../stripe/metadata.ts";
import type { Product, Stripe } from "../../stripe/stripe-types.ts";
import { readTaxCode } from "../tax/tax-codes.ts";

const MOST_IMAGES = 8;
const MOST_FEATURES = 15;

type Change = { [K in keyof Stripe.ProductUpdateParams]: Stripe.ProductUpdateParams[K] | null };

/**
 * The product with the given parameters applied, each checked; what is not given stays. All but the default price,
 * which needs the prices. Limits: https://docs.stripe.com/api/products/create
 */
export function applyProductChange(product: Product, change: Change, within?: string): Product {
  const param = (name: string) => (within ? `${within}[${name}]` : name);
  const next = { ...product };
  if (change.name !== undefined) next.name = readName(change.name, param("name"));
  if (change.active != null) next.active = change.active;
  if (change.shippable != null) next.shippable = change.shippable;
  for (const [field, most] of [
    ["description", 40_000],
    ["unit_label", 12],
  ] as const) {
    if (change[field] === undefined) continue;
    assertLength(change[field], most, param(field));
    next[field] = change[field] || null;
  }
  if (change.statement_descriptor !== undefined)
    next.statement_descriptor = readDescriptor(change.statement_descriptor, param("statement_descriptor"));
  if (change.url !== undefined) next.url = change.url ? readUrl(change.url, param("url")) : null;
  if (change.images !== undefined) next.images = readImages(change.images || [], param("images"));
  if (change.marketing_features !== undefined)
    next.marketing_features = readFeatures(change.marketing_features || [], param("marketing_features"));
  if (change.package_dimensions !== undefined)
    next.package_dimensions = readDimensions(change.package_dimensions || null, param("package_dimensions"));
  Object.assign(next, taxOf(change, param));
  next.metadata = mergeMetadata(product.metadata, change.metadata);
  return next;
}

function readName(name: string | null, param: string): string {
  if (!name)
    throw badParam(
      param,
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a field; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      "parameter_invalid_empty",
    );
  assertLength(name, 5000, param);
  return name;
}

function readDescriptor(text: string | null, param: string): string | null {
  if (!text) return null;
  assertLength(text, 22, param);
  if (/[<>\\"']/.test(text) || !/[a-z]/i.test(text))
    throw badParam(
      param,
      "The statement descriptor must contain at least one letter and may not contain any of these characters: < > \\ ' \".",
    );
  return text;
}

function readImages(images: string[], param: string): string[] {
  if (images.length > MOST_IMAGES)
    throw badParam(param, `You may specify at most ${MOST_IMAGES} images for a product.`);
  return images.map((image, index) => readUrl(image, `${param}[${index}]`, 2048));
}

function readFeatures(features: { name: string }[], param: string): { name: string }[] {
  if (features.length > MOST_FEATURES)
    throw badParam(param, `You may specify at most ${MOST_FEATURES} marketing features for a product.`);
  for (const [index, { name }] of features.entries()) assertLength(name, 80, `${param}[${index}][name]`);
  return features;
}

function readDimensions(
  dimensions: Stripe.ProductUpdateParams.PackageDimensions | null,
  param: string,
): Product["package_dimensions"] {
  for (const [name, value] of Object.entries(dimensions ?? {}))
    if (value < 0 || Math.abs(value * 100 - Math.round(value * 100)) > 1e-6)
      throw badParam(
        `${param}[${name}]`,
        `Invalid decimal: ${value}; must be a positive number with at most 2 decimal places`,
      );
  return dimensions;
}

/** `tax_code` and `tax_details[tax_code]` are two names of one thing; the product shows both. */
function taxOf(change: Change, param: (name: string) => string): Partial<Product> {
  const details = change.tax_details || {};
  if (details.performance_location)
    throw notCovered(`the parameter '${param("tax_details")}[performance_location]'`);
  if (change.tax_code != null && details.tax_code != null)
    throw badParam(
      param("tax_code"),
      "You may only specify one of these parameters: tax_code, tax_details[tax_code].",
      "parameters_exclusive",
    );
  const given = change.tax_code === undefined ? details.tax_code : change.tax_code;
  if (given === undefined && change.tax_details !== null) return {};
  if (!given) return { tax_code: null, tax_details: null };
  const code = readTaxCode(given, param(change.tax_code ? "tax_code" : "tax_details[tax_code]"));
  return { tax_code: code, tax_details: { performance_location: null, tax_code: code } };
}
