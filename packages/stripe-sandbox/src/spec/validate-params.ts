import { badParam, type StripeError } from "../stripe/errors.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { FormValue } from "./form.ts";
import type { Schema } from "./schema.ts";
import type { Spec } from "./spec.ts";

type ParamValue = string | number | boolean | null | ParamValue[] | { [key: string]: ParamValue };
export type Params = { [key: string]: ParamValue };

/**
 * Checks a decoded form against the parameters that Stripe documents and gives the leaves their types. An empty string
 * means "unset this field" (the SDK sends null so) and arrives as null. Refusals name the parameter as Stripe does:
 * `payment_method_data[card][number]`.
 */
export function validateParams(spec: Spec, schema: Schema, form: { [key: string]: FormValue }): Params {
  return readObject(spec, schema, form, "");
}

function readObject(spec: Spec, schema: Schema, form: { [key: string]: FormValue }, path: string): Params {
  const known = schema.properties ?? {};
  const within = (key: string) => (path ? `${path}[${key}]` : key);
  const unknown = Object.keys(form).filter((key) => !Object.hasOwn(known, key));
  if (unknown.length > 0 && typeof schema.additionalProperties !== "object") {
    const names = unknown.map(within);
    const first = names[0] ?? "";
    const meant = names.length === 1 ? didYouMean(unknown[0] ?? "", Object.keys(known)) : undefined;
    throw badParam(
      first,
      `Received unknown parameter${names.length > 1 ? "s" : ""}: ${names.join(", ")}${meant ? `. Did you mean ${meant}?` : ""}`,
      "parameter_unknown",
    );
  }
  for (const name of schema.required ?? []) {
    const given = form[name];
    if (given === undefined)
      throw badParam(within(name), `Missing required param: ${within(name)}.`, "parameter_missing");
  }
  const result: Params = {};
  for (const [key, value] of Object.entries(form)) {
    const property = known[key];
    const target = property ?? schema.additionalProperties;
    if (typeof target !== "object") continue;
    // Free-form maps (metadata) keep their empty strings: there they unset one key.
    result[key] = !property && value === "" ? "" : readValue(spec, target, value, within(key), key, schema);
  }
  return result;
}

/** Text that can be cleared although the type declarations say no more than `string`. */
const clearable =
  /^(default_payment_method|default_price|description|footer|lookup_key|name|nickname|email|phone|receipt_email|statement_descriptor(_suffix)?|line[12]|city|state|postal_code|country|carrier|tracking_number)$/;

function readValue(
  spec: Spec,
  schema: Schema,
  value: FormValue,
  path: string,
  key: string,
  owner: Schema,
): ParamValue {
  const options = alternatives(spec, schema);
  if (value === "") {
    const required = owner.required?.includes(key) ?? false;
    const nullable = options.some(({ type }) => type === "null") || clearable.test(key);
    if (options.some(namesEmpty) || (nullable && !required)) return null;
    throw cannotBeUnset(path);
  }
  if (typeof value === "string") {
    if (isCountry.test(path)) assertCountry(value, path);
    return readLeaf(options, value, path, key);
  }
  const list = asList(value);
  const items = options.find((option) => option.type === "array")?.items;
  if (list && items)
    return list.map((one, index) => {
      const place = `${path}[${index}]`;
      // There is nothing to unset in a list, whatever the type declarations say.
      if (one === "") throw cannotBeUnset(place);
      return readValue(spec, items, one, place, String(index), {});
    });
  const object = options.find(
    (option) => option.properties || typeof option.additionalProperties === "object",
  );
  if (object && !Array.isArray(value)) return readObject(spec, object, value, path);
  throw badParam(path, items ? "Invalid array" : `Invalid string: ${JSON.stringify(value)}`);
}

function cannotBeUnset(path: string): StripeError {
  return badParam(
    path,
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a field; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
    "parameter_invalid_empty",
  );
}

/** The country of an address: `shipping[address][country]`. */
const isCountry = /(^|\[)address\]?\[country\]$/;
const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
/** Two letters that name something, but no country. */
const noCountries = new Set(["EU", "EZ", "QO", "UK", "UN", "ZZ"]);

/** https://docs.stripe.com/error-codes#country-code-invalid */
function assertCountry(text: string, path: string): void {
  const code = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && !noCountries.has(code) && regions.of(code)) return;
  throw badParam(
    path,
    `Country '${text}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
    "country_code_invalid",
  );
}

/** `anyOf`, `$ref` and lists of types flattened to single-typed schemas. */
function alternatives(spec: Spec, schema: Schema): Schema[] {
  const target = spec.resolve(schema);
  if (target.anyOf) return target.anyOf.flatMap((option) => alternatives(spec, option));
  if (Array.isArray(target.type)) return target.type.map((type) => ({ ...target, type }));
  return [target];
}

function namesEmpty(schema: Schema): boolean {
  return schema.enum?.includes("") ?? false;
}

function asList(value: FormValue): FormValue[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return null;
  const keys = Object.keys(value);
  return keys.every((key, index) => key === String(index)) ? keys.map((key) => value[key] ?? "") : null;
}

/** The most characters that a text may have; the texts of a dispute's evidence may have more. */
function longestText(path: string): number {
  return path.startsWith("evidence[") ? 20_000 : 5_000;
}

/** Whole numbers that are seconds since 1970: `created[gte]`, `expires_at`. */
const isTimestamp = /^created\b|(_at|_by|_date)$/;

function readLeaf(options: Schema[], text: string, path: string, key: string): ParamValue {
  const leaves = options.filter((option) => !(option.enum?.length === 1 && option.enum[0] === ""));
  for (const option of leaves) {
    const read = readAs(option, text);
    if (typeof read === "string" && read.length > longestText(path))
      throw badParam(
        path,
        `Invalid string: ${read.slice(0, 10)}...${read.slice(-10)}; must be at most ${longestText(path)} characters`,
      );
    if (read !== undefined) return read;
  }
  const has = (type: string) => leaves.some((option) => option.type === type);
  const choices = leaves.find((option) => option.enum)?.enum?.filter((one) => one !== null && one !== "");
  if (choices) throw badParam(path, `Invalid ${path}: must be one of ${joinWithOr(choices.map(String))}`);
  if (has("integer") && (isTimestamp.test(path) || isTimestamp.test(key)))
    throw badParam(path, `Invalid timestamp: must be an integer Unix timestamp`);
  if (has("integer")) throw badParam(path, `Invalid integer: ${text}`, "parameter_invalid_integer");
  if (has("boolean")) throw badParam(path, `Invalid boolean: ${text}`);
  if (has("number")) throw badParam(path, `Invalid decimal: ${text}`);
  if (has("array")) throw badParam(path, "Invalid array");
  throw badParam(path, "Invalid object");
}

function readAs(schema: Schema, text: string): ParamValue | undefined {
  if (schema.enum) return schema.enum.includes(text) ? text : undefined;
  if (schema.type === "integer") return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  if (schema.type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (schema.type === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (schema.type === "string") return text;
  return undefined;
}

function joinWithOr(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")}${names.length > 2 ? "," : ""} or ${names.at(-1)}`;
}
