// Ends with 1 when a room writes a table that another owns (`table-owners.ts`), or a table has no owner, or anybody names a private
// table of graphile-worker, which any version of it may change. `pnpm lint` runs it.
//
// It reads source, not types, so it does not see: a model that is kept in a variable from a client that is not called
// `tx` or `db`; a nested write whose field name is computed; SQL that has the verb in one part and the table in another; what triggers and cascading foreign keys write; and what a library writes (better-auth).
import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findWrites } from "./find-writes.ts";
import { readFunctions, readModels } from "./read-schema.ts";
import { sourceOfExports, wholeSource, writtenBySql } from "./read-sql.ts";
import { tableOwners, writtenElsewhere } from "./table-owners.ts";

const root = join(import.meta.dirname, "../..");
const rooms = "packages/commerce/src/";
const models = readModels(join(root, "prisma"));
const tables = new Set([...models.values()].map(({ table }) => table));
const database = { tables, functions: readFunctions(join(root, "prisma")) };
const owners = new Map(
  Object.entries(tableOwners).flatMap(([room, owned]) => owned.map((table) => [table, room])),
);

const sourcesOf = (...folders: string[]) =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .filter((file) => !/\.test\.ts$|\/testing\/|\/generated\//.test(file))
    .map((file) => ({ file, source: readFileSync(join(root, file), "utf8") }));

const sqlSources = new Map(
  sourcesOf("packages/db/src").flatMap(({ file, source }) => [...sourceOfExports(file, source)]),
);
const sqlFunctions = new Map(
  Array.from(sqlSources, ([name]) => [name, writtenBySql(wholeSource(name, sqlSources), database)]),
);

const known = { models, sqlFunctions, tablesOfSql: (sql: string) => writtenBySql(sql, database) };
const failures: string[] = [];
const written = new Set<string>();
for (const { file, source } of sourcesOf("packages/commerce/src", "packages/api/src", "apps/server/src")) {
  const room = file.startsWith(rooms) ? (relative(rooms, file).split("/")[0] ?? "") : file;
  for (const { line, tables } of findWrites(file, source, known)) {
    const place = `${file}:${line}`;
    if (tables.length === 0)
      failures.push(`${place} takes a model from the client: call it where it is taken`);
    else if (tables.some((table) => owners.get(table) === room))
      for (const table of tables) written.add(table);
    else
      failures.push(
        `${place} writes ${tables.join(" or ")}: only ${[...new Set(tables.map((table) => owners.get(table) ?? "nobody"))].join(" or ")} does`,
      );
  }
}
for (const table of tables) {
  const isElsewhere = writtenElsewhere.includes(table);
  if (owners.has(table) === isElsewhere) failures.push(`${table} needs one owner in table-owners.ts`);
  if (!isElsewhere && !written.has(table)) failures.push(`${table}: no write of its owner was found`);
}
for (const table of [...owners.keys(), ...writtenElsewhere])
  if (!tables.has(table)) failures.push(`table-owners.ts names ${table}, which the schema does not have`);

/** Takes jobs in graphile-worker's place; a version of it that changes its tables fails its test. */
const standsInForWorker = "packages/testkit/src/simulation/";
for (const file of globSync("{apps,packages}/*/src/**/*.ts", { cwd: root }))
  if (
    !file.startsWith(standsInForWorker) &&
    readFileSync(join(root, file), "utf8").includes("graphile_worker._private")
  )
    failures.push(`${file} names a private table of graphile-worker: use its views and functions`);

if (failures.length > 0) {
  console.error(`Tables are written by their own room only:\n  ${failures.join("\n  ")}`);
  process.exitCode = 1;
}
