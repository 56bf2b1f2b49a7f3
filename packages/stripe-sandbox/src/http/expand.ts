import type { Schema } from "../spec/spec.ts";
import type { Json, JsonObject, StripeObject } from "../stripe-types.ts";
import type { World } from "../world.ts";
import { badParam } from "./errors.ts";

const MAX_DEPTH = 4;

/** What an object does not carry unless asked for by `expand`, such as `refunds` of a charge. */
export type Includable = (world: World, owner: StripeObject) => Json;

/**
 * Replaces ids by the objects they name along each path of `expand`. Which fields may be expanded is the
 * specification's `x-expandable`. https://docs.stripe.com/expand
 */
export function expandPaths(
  world: World,
  answer: JsonObject,
  paths: readonly string[],
  includable: Record<string, Includable>,
): JsonObject {
  for (const [index, path] of paths.entries()) {
    const steps = path.split(".");
    const isList = answer.object === "list" || answer.object === "search_result";
    if (steps.length - (isList ? 1 : 0) > MAX_DEPTH)
      throw badParam(
        `expand[${index}]`,
        `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`,
      );
    if (isList && steps[0] !== "data")
      throw cannotExpand(index, path, ` You may want to try expanding 'data.${path}' instead.`);
    const fail = () => cannotExpand(index, path, "");
    expandStep(world, answer, schemaOf(world, answer), steps, includable, fail);
  }
  return answer;
}

function cannotExpand(index: number, path: string, hint: string) {
  return badParam(`expand[${index}]`, `This property cannot be expanded (${path}).${hint}`);
}

function schemaOf(world: World, object: JsonObject): Schema | null {
  return typeof object.object === "string" ? world.spec.object(object.object) : null;
}

function expandStep(
  world: World,
  at: JsonObject,
  schema: Schema | null,
  steps: readonly string[],
  includable: Record<string, Includable>,
  fail: () => Error,
): void {
  const [field, ...rest] = steps;
  if (field === undefined) return;
  const include = includable[`${at.object}.${field}`];
  if (include) at[field] = include(world, at as unknown as StripeObject);
  const value = at[field];
  const property = schema?.properties?.[field];
  if (!include && !Array.isArray(value) && !property) throw fail();

  if (Array.isArray(value)) {
    for (const one of value)
      if (isObject(one)) expandStep(world, one, schemaOf(world, one), rest, includable, fail);
    return;
  }
  if (typeof value === "string") {
    if (!schema?.["x-expandable"]?.includes(field)) throw fail();
    const target = world.store.findAny(value) as JsonObject | undefined;
    if (!target) return;
    at[field] = target;
    expandStep(world, target, schemaOf(world, target), rest, includable, fail);
    return;
  }
  if (isObject(value)) {
    const inner = schemaOf(world, value) ?? (property ? objectSchema(world, property) : null);
    expandStep(world, value, inner, rest, includable, fail);
    return;
  }
  if (rest.length === 0 && !include && property && !schema?.["x-expandable"]?.includes(field)) throw fail();
}

function objectSchema(world: World, schema: Schema): Schema | null {
  const target = world.spec.resolve(schema);
  if (target.properties) return target;
  for (const option of target.anyOf ?? []) {
    const found = objectSchema(world, option);
    if (found) return found;
  }
  return null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
