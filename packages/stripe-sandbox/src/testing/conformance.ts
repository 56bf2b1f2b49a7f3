import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { readSpecification } from "../spec/read-specification.ts";

const document = readSpecification();

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
/** Keys that Stripe always sends, if only as null. */
ajv.addKeyword({
  keyword: "x-present-or-null",
  type: "object",
  schemaType: "array",
  compile: (keys: string[]) => (data: object) => keys.every((key) => key in data),
});
ajv.addSchema({ $id: "spec", components: document.components });

const compiled = new Map<string, ValidateFunction>();

function validator(ref: string): ValidateFunction {
  const known = compiled.get(ref);
  if (known) return known;
  const made = ajv.compile({ $ref: `spec${ref}` });
  compiled.set(ref, made);
  return made;
}

function assertMatches(ref: string, body: unknown, what: string): void {
  const validate = validator(ref);
  if (validate(body)) return;
  const complaints = (validate.errors ?? []).map(
    (one) => `${one.instancePath || "/"} ${one.message} ${JSON.stringify(one.params)}`,
  );
  throw new Error(`${what} does not match ${ref}:\n${complaints.slice(0, 8).join("\n")}`);
}

/** Throws unless a body of the API is what Stripe's specification says of its kind: object, list, event or error. */
export function assertStripeShape(body: unknown, what: string): void {
  const { object, error, deleted, data, type } = body as {
    object?: string;
    error?: unknown;
    deleted?: boolean;
    data?: unknown;
    type?: string;
  };
  if (error) {
    assertMatches("#/components/schemas/error", body, what);
    return;
  }
  if (object === "list" || object === "search_result") {
    for (const one of data as unknown[]) assertStripeShape(one, `${what}, data`);
    return;
  }
  const name = document["x-object-schemas"][deleted ? `deleted:${object}` : String(object)];
  if (!name) throw new Error(`${what} has an object "${object}" that the specification does not know`);
  assertMatches(`#/components/schemas/${name}`, body, what);
  if (object !== "event") return;
  const ref = document["x-event-objects"][String(type)]?.$ref;
  if (!ref) throw new Error(`The specification has no event ${type}`);
  assertMatches(ref, (data as { object: unknown }).object, `${what}, ${type}`);
}
