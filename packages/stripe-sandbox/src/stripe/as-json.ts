import type { Json, JsonObject } from "./stripe-types.ts";

/**
 * An object that is going to be JSON, as JSON. Interfaces, such as Stripe's, do not say that they have no other fields, so
 * the compiler can't see that they are.
 */
export function asJson(value: readonly unknown[]): Json[];
export function asJson(value: object): JsonObject;
export function asJson(value: object): Json {
  return value as Json;
}
