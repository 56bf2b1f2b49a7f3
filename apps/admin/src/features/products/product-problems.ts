import { priceCurrencies, updateProductInput } from "@dualtrack/contract";
import { errorMessage } from "../../messages.ts";
import { parseAmount } from "../../parse-amount.ts";
import { fieldProblemsOf, refusalOf } from "../../server/refusals.ts";
import type { StaffProduct } from "../../server/trpc.ts";
import {
  inputOf,
  limitKey,
  pictureKey,
  priceKey,
  sizeKey,
  type Values,
  weightKey,
} from "./product-fields.ts";

/** Messages by field. */
type FieldProblems = Readonly<Record<string, string>>;

/** What is wrong with the values: what the contract's schema finds, amounts that can't be read, and a SKU used twice. */
export function problemsOf(base: StaffProduct, values: Values, variantIds: readonly string[]): FieldProblems {
  const problems: Record<string, string> = {};
  const { error } = updateProductInput.safeParse(inputOf(base, values, variantIds));
  for (const { path, message } of error?.issues ?? []) problems[keyOfPath(path, variantIds)] ??= message;
  const skuOf = (id: string) => values[`${id}.sku`]?.trim() ?? "";
  for (const id of variantIds) {
    if (variantIds.some((other) => other !== id && skuOf(other) === skuOf(id)))
      problems[`${id}.sku`] ??= "Another variant has this SKU";
    for (const currency of priceCurrencies) {
      const typed = values[priceKey(id, currency)]?.trim() ?? "";
      const problem = typed === "" ? null : parseAmount(typed, currency).problem;
      if (problem !== null) problems[priceKey(id, currency)] = problem;
    }
  }
  return problems;
}

/** What the server did not accept; empty if the request failed for a reason that is about no field. */
export function refusedFieldsOf(
  error: unknown,
  values: Values,
  variantIds: readonly string[],
): FieldProblems {
  const refusal = refusalOf(error);
  if (refusal?.code === "SLUG_TAKEN" || refusal?.code === "SLUG_FIXED") return { slug: errorMessage(error) };
  if (refusal?.code === "CATEGORY_NOT_FOUND")
    return { categories: "One of them was deleted: remove it here." };
  if (refusal?.code === "SKU_TAKEN") {
    const { sku } = refusal.details;
    const keys = variantIds.map((id) => `${id}.sku`).filter((key) => values[key]?.trim() === sku);
    return Object.fromEntries(keys.map((key) => [key, errorMessage(error)]));
  }
  const fields = Object.entries(fieldProblemsOf(error) ?? {});
  return Object.fromEntries(fields.flatMap(([key, problems]) => (problems?.[0] ? [[key, problems[0]]] : [])));
}

/** `variants.0.sku` of the input is the field `<id>.sku`. */
function keyOfPath([part, index, name]: readonly PropertyKey[], variantIds: readonly string[]): string {
  if (part === "categoryIds") return "categories";
  const id = typeof index === "number" ? variantIds[index] : undefined;
  if (id === undefined || name === undefined) return String(part);
  if (name === "pictureId") return pictureKey(id);
  if (name === "weightGrams") return weightKey(id);
  if (name === "tracksStock") return limitKey(id);
  return String(name).endsWith("Mm") ? sizeKey(id) : `${id}.${String(name)}`;
}
