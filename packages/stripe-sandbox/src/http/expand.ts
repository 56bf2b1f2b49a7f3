import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Schema } from "../spec/schema.ts";
import { asJson } from "../stripe/as-json.ts";
import { badParam, notCovered } from "../stripe/errors.ts";
import type { JsonObject, StripeObject } from "../stripe/stripe-types.ts";

const MAX_DEPTH = 4;

/**
 * What an object does not carry unless asked for by `expand`: the `refunds` of a charge, the `currency_options` of a
 * price. Named `charge.refunds`; what is further inside, `shipping_rate.fixed_amount.currency_options`, is asked of the
 * whole object too. Undefined where this one has none.
 */
export type Includable = (context: SandboxContext, owner: StripeObject) => Included;

/** It becomes JSON. */
type Included = object | null | undefined;

/** Ties a function to the type of object that its name in the table says; the one place that takes them for each other. */
export function includable<T extends StripeObject>(
  include: (context: SandboxContext, owner: T) => Included,
): Includable {
  return include as Includable;
}

/** Where in the answer a step of a path is: in which Stripe object, and how far inside it. */
interface Place {
  owner: JsonObject;
  name: string;
}

/** What stays the same along a path. */
interface Expansion {
  context: SandboxContext;
  includable: Record<string, Includable>;
  /** Refuses objects of a type that the caller's key may not read. */
  assertReadable: (type: string) => void;
  fail: () => Error;
}

/**
 * Replaces ids by the objects they name along each path of `expand`. Which fields may be expanded is the
 * specification's `x-expandable`. https://docs.stripe.com/expand
 */
export function expandPaths(
  shared: Omit<Expansion, "fail">,
  answer: JsonObject,
  paths: readonly string[],
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
    const expansion = { ...shared, fail: () => cannotExpand(index, path, "") };
    expandStep(expansion, answer, schemaOf(shared.context, answer), steps, locationOf(answer));
  }
  return answer;
}

function cannotExpand(index: number, path: string, hint: string) {
  return badParam(`expand[${index}]`, `This property cannot be expanded (${path}).${hint}`);
}

function locationOf(object: JsonObject, outer?: Place): Place {
  return typeof object.object === "string" || !outer ? { owner: object, name: String(object.object) } : outer;
}

function schemaOf(context: SandboxContext, object: JsonObject): Schema | null {
  return typeof object.object === "string" ? context.spec.object(object.object) : null;
}

function expandStep(
  expansion: Expansion,
  at: JsonObject,
  schema: Schema | null,
  steps: readonly string[],
  place: Place,
): void {
  const { context, includable, assertReadable, fail } = expansion;
  const [field, ...rest] = steps;
  if (field === undefined) return;
  const inside: Place = { ...place, name: `${place.name}.${field}` };
  const include = includable[inside.name];
  if (include) {
    const included = include(context, asStripeObject(place.owner));
    at[field] = included && asJson(included);
  }
  const value = at[field];
  const property = schema?.properties?.[field];
  if (!include && !Array.isArray(value) && !property) throw fail();

  if (Array.isArray(value)) {
    for (const one of value)
      if (isObject(one)) expandStep(expansion, one, schemaOf(context, one), rest, locationOf(one, inside));
    return;
  }
  if (typeof value === "string") {
    if (!schema?.["x-expandable"]?.includes(field)) throw fail();
    const found = context.store.findAny(value, property && typeOf(context, property));
    if (!found) throw notCovered(`the expansion of '${field}'`);
    const target = asJson(found);
    assertReadable(String(target.object));
    at[field] = target;
    expandStep(expansion, target, schemaOf(context, target), rest, locationOf(target));
    return;
  }
  if (isObject(value)) {
    const inner = schemaOf(context, value) ?? (property ? objectSchema(context, property) : null);
    expandStep(expansion, value, inner, rest, locationOf(value, inside));
    return;
  }
  if (rest.length === 0 && !include && property && !schema?.["x-expandable"]?.includes(field)) throw fail();
}

/** The type of the objects that an expandable property refers to, if it is always the same. */
function typeOf(context: SandboxContext, property: Schema): string | undefined {
  const types = (context.spec.resolve(property).anyOf ?? [property]).map(
    (option) => context.spec.resolve(option).properties?.object?.enum?.[0],
  );
  const named = new Set(types.filter((type) => type != null));
  return named.size === 1 ? [...named][0] : undefined;
}

function objectSchema(context: SandboxContext, schema: Schema): Schema | null {
  const target = context.spec.resolve(schema);
  if (target.properties) return target;
  for (const option of target.anyOf ?? []) {
    const found = objectSchema(context, option);
    if (found) return found;
  }
  return null;
}

function asStripeObject(owner: JsonObject): StripeObject {
  const { id, object } = owner;
  if (typeof id !== "string" || typeof object !== "string")
    throw new Error("Only objects of Stripe's include others");
  return { ...owner, id, object };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
