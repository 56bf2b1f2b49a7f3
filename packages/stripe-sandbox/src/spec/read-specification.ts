import { readdirSync, readFileSync } from "node:fs";
import type { Operation, Schema } from "./schema.ts";

/** OpenAPI, with what it cannot say in words of its own that begin with `x-`; see `spec/README.md`. */
export interface Specification {
  /** The schema's name for each `object` in answers, such as `refund`. */
  "x-object-schemas": Record<string, string>;
  /** The schema of `data.object` for each type of event. */
  "x-event-objects": Record<string, { $ref: string }>;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** All files of `spec/` as one document. */
export function readSpecification(): Specification {
  const folder = new URL("../../spec/", import.meta.url);
  const whole: Specification = {
    "x-object-schemas": {},
    "x-event-objects": {},
    paths: {},
    components: { schemas: {} },
  };
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
    const part = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Specification;
    Object.assign(whole["x-object-schemas"], part["x-object-schemas"]);
    Object.assign(whole["x-event-objects"], part["x-event-objects"]);
    Object.assign(whole.paths, part.paths);
    Object.assign(whole.components.schemas, part.components.schemas);
  }
  return whole;
}
