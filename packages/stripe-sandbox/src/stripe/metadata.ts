import { badParam } from "./errors.ts";
import type { Metadata } from "./stripe-types.ts";

export type MetadataParam = { [key: string]: string | number | null } | "" | null | undefined;

/**
 * Merges metadata as Stripe does: given keys are set, an empty value removes its key, an empty `metadata` removes all.
 * At most 50 keys, 40 characters a key, 500 a value. https://docs.stripe.com/api/metadata
 */
export function mergeMetadata(current: Metadata, change: MetadataParam): Metadata {
  if (change === undefined) return current;
  if (change === null || change === "") return {};
  const result = { ...current };
  for (const [key, value] of Object.entries(change)) {
    const param = `metadata[${key}]`;
    if (value === null || value === "") {
      delete result[key];
      continue;
    }
    const text = String(value);
    if (key.length > 40)
      throw badParam(
        param,
        `Metadata keys can only be up to 40 characters long. Your key ${key} is ${key.length} characters long.`,
      );
    if (text.length > 500)
      throw badParam(
        param,
        `Metadata values can have up to 500 characters, but you passed in a value that is ${text.length} characters. Invalid value: ${text.slice(0, 40)}…`,
      );
    result[key] = text;
  }
  if (Object.keys(result).length > 50)
    throw badParam(
      "metadata",
      `You can only have up to 50 metadata keys. You passed in ${Object.keys(result).length}.`,
    );
  return result;
}
