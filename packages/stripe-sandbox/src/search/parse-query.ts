import { badParam } from "../stripe/errors.ts";

type Operator = ":" | "~" | ">" | "<" | ">=" | "<=";

/** One condition of a query, such as `-status:"canceled"`. */
export interface Clause {
  negated: boolean;
  /** A field of the object, dotted where it is nested; or `metadata`, with its key. */
  field: string;
  metadataKey?: string;
  operator: Operator;
  /** As written, without the quotes; null asks for metadata that is absent. */
  value: string | null;
}

/** A whole query: its clauses, and whether all or one of them must be true. */
export interface Query {
  combine: "and" | "or";
  clauses: Clause[];
}

/** https://docs.stripe.com/search: "up to 10 query clauses" */
const MAX_CLAUSES = 10;

const quoted = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const clausePattern = new RegExp(
  String.raw`\s*(?<minus>-?)(?<field>[a-z_][\w.]*)(?:\[(?<key>${quoted})\])?\s*(?<operator>[<>]=?|[:~=])\s*(?<value>${quoted}|null\b|-?\d+(?:\.\d+)?)`,
  "iy",
);
const connectorPattern = /\s+(?:(and|or)\s+)?(?=\S)/iy;

/**
 * Reads Stripe's search query language: clauses of field, operator and value, joined by spaces, AND or OR, of which one
 * query can have only one kind. There are no parentheses. https://docs.stripe.com/search#search-query-language
 */
export function parseQuery(text: string): Query {
  const source = text.trim();
  const clauses: Clause[] = [];
  const connectors = new Set<string>();
  let at = 0;
  for (;;) {
    clausePattern.lastIndex = at;
    const found = clausePattern.exec(source)?.groups;
    if (!found) throw unreadable();
    clauses.push(clauseOf(found));
    at = clausePattern.lastIndex;
    if (at === source.length) break;
    connectorPattern.lastIndex = at;
    const connector = connectorPattern.exec(source);
    if (!connector) throw unreadable();
    connectors.add((connector[1] ?? "and").toLowerCase());
    at = connectorPattern.lastIndex;
  }
  if (connectors.size > 1)
    throw badParam("query", "You can't combine AND and OR in the same search query. Use only one of them.");
  if (clauses.length > MAX_CLAUSES)
    throw badParam("query", `A search query can have at most ${MAX_CLAUSES} clauses, not ${clauses.length}.`);
  return { combine: connectors.has("or") ? "or" : "and", clauses };
}

function clauseOf(found: { [name: string]: string | undefined }): Clause {
  const { minus, field = "", key, operator = ":", value = "" } = found;
  if ((field === "metadata") !== (key !== undefined)) throw unreadable();
  const isNull = value.toLowerCase() === "null";
  if (isNull && (field !== "metadata" || operator !== ":")) throw unreadable();
  return {
    negated: minus === "-",
    field,
    ...(key !== undefined ? { metadataKey: unquoted(key) } : {}),
    operator: (operator === "=" ? ":" : operator) as Operator,
    value: isNull ? null : unquoted(value),
  };
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}

function unreadable() {
  return badParam(
    "query",
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
  );
}
