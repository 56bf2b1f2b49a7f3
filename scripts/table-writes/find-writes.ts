import { type Node, parseSync, visitorKeys } from "oxc-parser";
import type { Model } from "./read-schema.ts";

export interface Write {
  line: number;
  /** The table that is written. Of a nested write whose model the file does not show: all that it may be. */
  tables: readonly string[];
}

interface Known {
  models: ReadonlyMap<string, Model>;
  tablesOfSql(sql: string): string[];
  /** What exported functions of `@dualtrack/db` write, by their name. */
  sqlFunctions: ReadonlyMap<string, readonly string[]>;
}

const writes =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const nestedWrites =
  /^(?:create|createMany|connectOrCreate|connect|disconnect|set|update|updateMany|upsert|delete|deleteMany)$/;

/**
 * Everything that a file writes to tables: by a model of Prisma's client, within another model's `data`, in SQL, or by
 * importing a function of `@dualtrack/db` that writes. `tables` is empty where a model is taken from the client in
 * another way than to call it at once: then nothing can be said of it.
 */
export function findWrites(file: string, source: string, known: Known): Write[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0] !== undefined) throw new Error(`${file} can't be parsed: ${errors[0].message}`);
  const found: Write[] = [];
  const add = ({ start }: Node, tables: readonly string[]) =>
    found.push({ line: source.slice(0, start).split("\n").length, tables });

  /** `model` is that of the call whose arguments are looked at; null: outside of a write. */
  const visit = (node: Node, model: Model | null): void => {
    const sql = sqlOf(node, known);
    if (sql.length > 0) add(node, sql);
    if (node.type === "CallExpression") {
      const called = calledModel(node, known);
      if (called !== null) {
        if (called.isWrite) add(node, [called.model.table]);
        for (const argument of node.arguments) visit(argument, called.isWrite ? called.model : null);
        return;
      }
    }
    if (takesModel(node, known)) add(node, []);
    if (node.type === "Property" && node.key.type === "Identifier" && isNestedWrite(node.value)) {
      const field = node.key.name;
      const owners = model === null ? [...known.models.values()] : [model];
      const targets = owners.flatMap(({ relations }) => known.models.get(relations.get(field) ?? "") ?? []);
      if (targets.length > 0) {
        add(node, [...new Set(targets.map(({ table }) => table))]);
        visit(node.value, targets.length === 1 ? (targets[0] ?? null) : null);
        return;
      }
    }
    for (const child of childrenOf(node)) visit(child, model);
  };
  visit(program, null);
  return found;
}

function sqlOf(node: Node, { tablesOfSql, sqlFunctions }: Known): readonly string[] {
  if (node.type === "TemplateLiteral")
    return tablesOfSql(node.quasis.map(({ value }) => value.raw).join("?"));
  if (node.type === "Literal") return typeof node.value === "string" ? tablesOfSql(node.value) : [];
  if (node.type !== "ImportDeclaration" || node.source.value !== "@dualtrack/db") return [];
  return node.specifiers.flatMap((specifier) =>
    specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier"
      ? (sqlFunctions.get(specifier.imported.name) ?? [])
      : [],
  );
}

/** Of a call like `tx.order.update(…)`: the model, and whether it is written. */
function calledModel(node: Node, { models }: Known): { model: Model; isWrite: boolean } | null {
  if (node.type !== "CallExpression") return null;
  const { callee } = node;
  if (callee.type !== "MemberExpression" || callee.object.type !== "MemberExpression") return null;
  const model = models.get(nameOf(callee.object));
  const method = nameOf(callee);
  if (model === undefined || (!writes.test(method) && !isClient(callee.object.object))) return null;
  return { model, isWrite: writes.test(method) || method === "" };
}

/** Whether a model is kept for later, as in `const { order } = tx`, `tx[name]` or `write(tx.order)`. */
function takesModel(node: Node, { models }: Known): boolean {
  if (node.type === "MemberExpression" && isClient(node.object))
    return node.computed || models.has(nameOf(node));
  if (node.type !== "VariableDeclarator" || node.id.type !== "ObjectPattern" || !isClient(node.init))
    return false;
  return node.id.properties.some(
    (property) =>
      property.type === "RestElement" ||
      property.computed ||
      (property.key.type === "Identifier" && models.has(property.key.name)),
  );
}

/** Prisma's client and transactions have these names throughout. */
function isClient(node: Node | null): boolean {
  if (node?.type === "Identifier") return node.name === "tx" || node.name === "db";
  return node?.type === "MemberExpression" && /^#?(?:tx|db)$/.test(nameOf(node));
}

function isNestedWrite(node: Node): boolean {
  if (node.type !== "ObjectExpression") return false;
  return node.properties.some(
    (property) =>
      property.type === "Property" &&
      property.key.type === "Identifier" &&
      nestedWrites.test(property.key.name),
  );
}

function nameOf(node: Node): string {
  if (node.type !== "MemberExpression") return "";
  if (node.property.type === "PrivateIdentifier") return `#${node.property.name}`;
  return !node.computed && node.property.type === "Identifier" ? node.property.name : "";
}

function childrenOf(node: Node): Node[] {
  const values = (visitorKeys[node.type] ?? []).map(
    (key) => (node as unknown as Record<string, unknown>)[key],
  );
  return values.flat().filter((value) => value !== null && typeof value === "object") as Node[];
}
