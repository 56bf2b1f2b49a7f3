import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Model {
  table: string;
  /** Names of its relation fields, with the models that they lead to. */
  relations: ReadonlyMap<string, string>;
}

/** The models of `prisma/schema.prisma`, by the name that the client has for them, e.g. `orderLine`. */
export function readModels(prismaFolder: string): ReadonlyMap<string, Model> {
  const schema = readFileSync(join(prismaFolder, "schema.prisma"), "utf8");
  const blocks = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = "", body = ""]) => ({
    name,
    body,
  }));
  const names = new Set(blocks.map(({ name }) => name));
  return new Map(
    blocks.map(({ name, body }) => {
      const fields = [...body.matchAll(/^ {2}(\w+)\s+(\w+)/gm)];
      const relations = fields.flatMap(([, field = "", type = ""]) =>
        names.has(type) ? [[field, delegateOf(type)] as const] : [],
      );
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
      return [delegateOf(name), { table, relations: new Map(relations) }];
    }),
  );
}

function delegateOf(model: string): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** The text of each function that migrations have made, by name; not of triggers, which nobody calls. */
export function readFunctions(prismaFolder: string): ReadonlyMap<string, string> {
  const folder = join(prismaFolder, "migrations");
  const functions = new Map<string, string>();
  const shape = /create (?:or replace )?function (\w+)\((.*?)as (\$\w*\$)(.*?)\3/gis;
  for (const migration of readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()) {
    const sql = readFileSync(join(folder, migration, "migration.sql"), "utf8");
    for (const [, name = "", head = "", , body = ""] of sql.matchAll(shape))
      if (!/returns trigger/i.test(head)) functions.set(name, body);
  }
  return functions;
}
