import { readSpecification } from "./read-specification.ts";
import type { Schema } from "./schema.ts";
import { readStripeEndpoints } from "./stripe-endpoints.ts";

export type Spec = ReturnType<typeof readSpec>;

let spec: Spec | undefined;

/** The specification: the authority on parameters, events and references. Read once for all sandboxes of a process. */
export function loadSpec(): Spec {
  spec ??= readSpec();
  return spec;
}

function readSpec() {
  const document = readSpecification();
  const schemas = document.components.schemas;
  const prefix = "#/components/schemas/";
  const resolve = (schema: Schema): Schema => {
    if (!schema.$ref) return schema;
    const target = schemas[schema.$ref.slice(prefix.length)];
    if (!target) throw new Error(`The specification has no ${schema.$ref}`);
    return target;
  };
  const eventTypes = new Set((schemas.event?.properties?.type?.enum ?? []).map(String));
  const apiVersion = schemas.WebhookEndpointCreateParams?.properties?.api_version;
  const apiVersions = new Set((apiVersion?.enum ?? []).map(String));
  // There will be more: `serveVersion` knows what is to be said to those that are newer.
  delete apiVersion?.enum;
  return {
    resolve,
    eventTypes,
    apiVersions,
    endpoints: readStripeEndpoints(),

    /** The schema of an operation's parameters, or null when Stripe has no such operation in the subset. */
    params(method: string, path: string): Schema | null {
      const operation = document.paths[path]?.[method.toLowerCase()];
      if (!operation) return null;
      const schema =
        operation.requestBody?.content["application/x-www-form-urlencoded"].schema ??
        operation["x-query-schema"];
      return schema ? resolve(schema) : { type: "object", properties: {}, additionalProperties: false };
    },

    /** The schema of an object type such as `payment_intent`. */
    object(type: string): Schema | null {
      const name = document["x-object-schemas"][type];
      return (name && schemas[name]) || null;
    },
  };
}
