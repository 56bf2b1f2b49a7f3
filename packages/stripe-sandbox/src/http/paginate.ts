import type { SandboxContext } from "../context/sandbox-context.ts";
import type { CreatedRange, ListQuery } from "../store/store.ts";
import { badParam, missing } from "../stripe/errors.ts";
import type { ObjectType, StoredObjects } from "../stripe/stored-objects.ts";

/** The parameters that every list takes. https://docs.stripe.com/api/pagination */
export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: CreatedRange | number;
}

export const pageParams = ["limit", "starting_after", "ending_before"] as const;

export interface ListAnswer<T> {
  object: "list";
  url: string;
  has_more: boolean;
  data: T[];
}

/** One page of a list, newest first. */
export function paginate<Type extends ObjectType>(
  context: SandboxContext,
  params: PageParams,
  query: Pick<ListQuery<Type>, "type" | "where" | "equals" | "condition" | "matching" | "among"> & {
    url: string;
  },
): ListAnswer<StoredObjects[Type]> {
  const limit = checkPage(params);
  for (const name of ["starting_after", "ending_before"] as const) {
    const id = params[name];
    if (id !== undefined && context.store.findAny(id, query.type) === undefined)
      throw missing(query.type, id, name);
  }
  const created =
    typeof params.created === "number" ? { gte: params.created, lte: params.created } : params.created;
  const page = context.store.list({
    type: query.type,
    limit,
    ...(query.where ? { where: query.where } : {}),
    ...(query.equals ? { equals: query.equals } : {}),
    ...(query.among ? { among: query.among } : {}),
    ...(query.condition ? { condition: query.condition } : {}),
    ...(query.matching ? { matching: query.matching } : {}),
    ...(created ? { created } : {}),
    ...(params.starting_after ? { startingAfter: params.starting_after } : {}),
    ...(params.ending_before ? { endingBefore: params.ending_before } : {}),
  });
  return { object: "list", url: query.url, has_more: page.hasMore, data: page.data };
}

/** The checked `limit`; refuses two cursors at once. */
function checkPage({ limit = 10, starting_after, ending_before }: PageParams): number {
  if (limit > 100)
    throw badParam("limit", "This value must be less than or equal to 100.", "parameter_invalid_integer");
  if (limit < 1)
    throw badParam("limit", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  if (starting_after && ending_before)
    throw badParam(
      "starting_after",
      "You may only specify one of these parameters: starting_after, ending_before.",
      "parameters_exclusive",
    );
  return limit;
}

/** One page of what an object holds in a fixed order, such as the lines of a Checkout Session. */
export function paginateItems<T extends { id: string; object: string }>(
  items: readonly T[],
  params: PageParams,
  url: string,
): ListAnswer<T> {
  const limit = checkPage(params);
  const indexOf = (name: "starting_after" | "ending_before") => {
    const index = items.findIndex(({ id }) => id === params[name]);
    if (index < 0) throw missing(items[0]?.object ?? "item", String(params[name]), name);
    return index;
  };
  if (params.ending_before !== undefined) {
    const end = indexOf("ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", url, has_more: start > 0, data: items.slice(start, end) };
  }
  const start = params.starting_after === undefined ? 0 : indexOf("starting_after") + 1;
  return {
    object: "list",
    url,
    has_more: items.length > start + limit,
    data: items.slice(start, start + limit),
  };
}
