import type { KeyKind } from "../access/caller.ts";
import type { UnitOfWork } from "../context/sandbox-context.ts";

export type Method = "GET" | "POST" | "DELETE";

/** One checked request, as a handler sees it. `P` is the parameter type that the specification was derived from. */
export interface Call<P> {
  params: P;
  /** What stood in the path for `{id}`; empty where the path has none. */
  id: string;
  key: KeyKind;
}

/** What a handler answers. It has an `object`, and becomes JSON after expansion. */
export type Answer = { object: string };

export interface Route {
  method: Method;
  /** As in Stripe's specification: `/v1/refunds/{id}`. */
  path: string;
  /** The top-level parameters that have an effect here; others are answered with "not covered". */
  covers: readonly string[];
  /** A browser may call this with the publishable key, sending these parameters beside those of the specification. */
  publishable?: readonly string[];
  handle: (work: UnitOfWork, call: Call<unknown>) => Answer;
}

/**
 * Ties a handler to an endpoint. Parameters have been validated against the specification, which was derived from the
 * same type declarations that `P` names; this is the one place that takes them for each other.
 */
export function route<P>(
  method: Method,
  path: string,
  handle: (work: UnitOfWork, call: Call<P>) => Answer,
  options: { covers: readonly string[]; publishable?: readonly string[] },
): Route {
  return {
    method,
    path,
    covers: [...options.covers, ...(options.publishable ?? []), "expand"],
    ...(options.publishable ? { publishable: options.publishable } : {}),
    handle: handle as Route["handle"],
  };
}
