import type { CreatedRange, ListQuery } from "../store/store.ts";
import type { World } from "../world.ts";
import { badParam, missing } from "./errors.ts";

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
export function paginate<T>(
  world: World,
  params: PageParams,
  query: Pick<ListQuery, "type" | "where" | "equals" | "condition" | "among"> & { url: string },
): ListAnswer<T> {
  const limit = params.limit ?? 10;
  if (limit > 100)
    throw badParam("limit", "This value must be less than or equal to 100.", "parameter_invalid_integer");
  if (limit < 1)
    throw badParam("limit", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  if (params.starting_after && params.ending_before)
    throw badParam(
      "starting_after",
      "You may only specify one of these parameters: starting_after, ending_before.",
      "parameters_exclusive",
    );
  for (const name of ["starting_after", "ending_before"] as const) {
    const id = params[name];
    if (id !== undefined && world.store.findAny(id)?.object !== query.type)
      throw missing(query.type, id, name);
  }
  const created =
    typeof params.created === "number" ? { gte: params.created, lte: params.created } : params.created;
  const page = world.store.list<T>({
    type: query.type,
    limit,
    ...(query.where ? { where: query.where } : {}),
    ...(query.equals ? { equals: query.equals } : {}),
    ...(query.among ? { among: query.among } : {}),
    ...(query.condition ? { condition: query.condition } : {}),
    ...(created ? { created } : {}),
    ...(params.starting_after ? { startingAfter: params.starting_after } : {}),
    ...(params.ending_before ? { endingBefore: params.ending_before } : {}),
  });
  return { object: "list", url: query.url, has_more: page.hasMore, data: page.data };
}
