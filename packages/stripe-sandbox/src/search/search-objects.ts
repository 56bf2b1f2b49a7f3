import type { SandboxContext } from "../context/sandbox-context.ts";
import type { Condition } from "../store/store.ts";
import { badParam } from "../stripe/errors.ts";
import type { ObjectType, StoredObjects } from "../stripe/stored-objects.ts";
import { type Clause, parseQuery } from "./parse-query.ts";

/** What a field holds decides which operators it takes. https://docs.stripe.com/search#query-fields */
type FieldKind = "token" | "string" | "numeric" | "boolean";

/** The fields of one resource that can be searched; `metadata` always can. */
export type SearchFields = Readonly<Record<string, FieldKind>>;

export interface SearchParams {
  query: string;
  limit?: number;
  page?: string;
}

export const searchParams = ["query", "limit", "page"] as const;

export interface SearchAnswer<T> {
  object: "search_result";
  url: string;
  has_more: boolean;
  next_page: string | null;
  data: T[];
}

/**
 * One page of the objects that match a query, newest first: what `GET /v1/<resource>/search` answers. Unlike at
 * Stripe, where it takes up to a minute, a change can be found at once. https://docs.stripe.com/search
 *
 *     searchObjects(work, params, {
 *       type: "product",
 *       url: "/v1/products/search",
 *       fields: { name: "string", active: "boolean" },
 *     })
 */
export function searchObjects<Type extends ObjectType>(
  context: SandboxContext,
  params: SearchParams,
  resource: { type: Type; url: string; fields: SearchFields },
): SearchAnswer<StoredObjects[Type]> {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100)
    throw badParam(
      "limit",
      `This value must be ${limit < 1 ? "greater than or equal to 1" : "less than or equal to 100"}.`,
      "parameter_invalid_integer",
    );
  const { combine, clauses } = parseQuery(params.query);
  const conditions = clauses.map((clause) => conditionOf(clause, resource.fields, resource.url));
  const page = context.store.list({
    type: resource.type,
    limit,
    matching: {
      sql: conditions.map(({ sql }) => `(${sql})`).join(` ${combine} `),
      values: conditions.flatMap(({ values }) => values),
    },
    ...(params.page !== undefined ? { startingAfter: lastOfPage(context, params.page, resource.type) } : {}),
  });
  const last = page.data.at(-1);
  return {
    object: "search_result",
    url: resource.url,
    has_more: page.hasMore,
    next_page: page.hasMore && last ? Buffer.from(last.id).toString("base64url") : null,
    data: page.data,
  };
}

/** A page is named by the last object of the page before; to callers it is an opaque word. */
function lastOfPage(context: SandboxContext, page: string, type: string): string {
  const id = Buffer.from(page, "base64url").toString();
  if (context.store.findAny(id, type) === undefined)
    throw badParam("page", `Invalid page: '${page}'. Use the next_page of an earlier answer.`);
  return id;
}

function conditionOf(clause: Clause, fields: SearchFields, url: string): Condition {
  const { sql, values } =
    clause.metadataKey === undefined
      ? fieldCondition(clause, fields, url)
      : metadataCondition(clause, clause.metadataKey);
  return { sql: clause.negated ? `not coalesce(${sql}, 0)` : sql, values };
}

function metadataCondition({ operator, value }: Clause, key: string): Condition {
  if (operator !== ":") throw wrongOperator("metadata", "token", operator);
  const entry = "select 1 from json_each(body, '$.metadata') where key = ?";
  if (value === null) return { sql: `not exists (${entry})`, values: [key] };
  return { sql: `exists (${entry} and lower(value) = lower(?))`, values: [key, value] };
}

function fieldCondition({ field, operator, value }: Clause, fields: SearchFields, url: string): Condition {
  const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!kind) {
    const resource = url.split("/").at(-2);
    throw badParam(
      "query",
      `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See http://stripe.com/docs/search#query-fields for a list of supported fields.`,
    );
  }
  const text = value ?? "";
  const path = `$.${field}`;
  if (kind === "numeric") {
    if (operator === "~" || text === "" || !Number.isFinite(Number(text)))
      throw wrongOperator(field, kind, operator);
    return { sql: `body ->> ? ${operator === ":" ? "=" : operator} ?`, values: [path, Number(text)] };
  }
  if (operator === "~" && kind === "string") {
    if (text.length < 3) throw badParam("query", "A substring to search for needs at least 3 characters.");
    return { sql: "instr(lower(body ->> ?), lower(?)) > 0", values: [path, text] };
  }
  if (operator !== ":") throw wrongOperator(field, kind, operator);
  if (kind === "boolean") return { sql: "json_type(body, ?) = lower(?)", values: [path, text] };
  return { sql: "lower(body ->> ?) = lower(?)", values: [path, text] };
}

function wrongOperator(field: string, kind: FieldKind, operator: string) {
  return badParam(
    "query",
    `Field \`${field}\` is of type ${kind}: it cannot be searched with the operator \`${operator}\` and this value.`,
  );
}
