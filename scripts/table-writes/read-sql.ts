import { parseSync } from "oxc-parser";

const write =
  /\b(?:(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+"?(\w+)|update\s+(?:only\s+)?"?(\w+)"?(?:\s+(?:as\s+)?\w+)?\s+set)\b/gi;

interface Database {
  tables: ReadonlySet<string>;
  /** The text of each function of the database, by name. */
  functions: ReadonlyMap<string, string>;
}

/** Which tables a piece of SQL writes, itself or by a function that it calls. */
export function writtenBySql(sql: string, database: Database): string[] {
  const { tables, functions } = database;
  const written = [...sql.matchAll(write)].map(([, table, updated]) => table ?? updated ?? "");
  for (const [name, body] of functions)
    if (new RegExp(`\\b${name}\\(`).test(sql)) written.push(...writtenBySql(body, database));
  return [...new Set(written)].filter((table) => tables.has(table));
}

/** The source of each export of a file, by name, each with all that the file does not export. */
export function sourceOfExports(file: string, source: string): ReadonlyMap<string, string> {
  const { program } = parseSync(file, source);
  const exported = new Map<string, string>();
  let rest = "";
  for (const statement of program.body) {
    const text = source.slice(statement.start, statement.end);
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
    if (declared?.type === "FunctionDeclaration" && declared.id !== null)
      exported.set(declared.id.name, text);
    else if (declared?.type === "VariableDeclaration")
      for (const { id } of declared.declarations)
        if (id.type === "Identifier") exported.set(id.name, text);
        else rest += text;
  }
  return new Map([...exported].map(([name, text]) => [name, text + rest]));
}

/** The source of an export with those of all other exports that it calls, such as the parts that its statement is put together of. */
export function wholeSource(name: string, sources: ReadonlyMap<string, string>): string {
  const found = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const [, called = ""] of (sources.get(next) ?? "").matchAll(/\b(\w+)\(/g))
      if (sources.has(called)) waiting.push(called);
  }
  return Array.from(found, (each) => sources.get(each) ?? "").join("\n");
}
