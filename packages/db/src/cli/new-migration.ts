import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { migrate } from "../migrate.ts";
import { migrationsDir, prismaDir } from "../migrations-on-disk.ts";
import { schemaDiff } from "./schema-diff.ts";

// Writes a migration from the state that the migrations on disk produce to the schema: pnpm db:migration <name>.
const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Give the migration a name in snake_case: pnpm db:migration add_gift_cards");
  process.exit(1);
}
const scratch = await mkdtemp(join(tmpdir(), "dualtrack-migration-"));
try {
  await using postgres = await startEmbeddedPostgres({ dir: join(scratch, "postgres"), durable: false });
  const url = await postgres.database("scratch");
  await migrate(url);
  const sql = await schemaDiff(url, await readFile(join(prismaDir, "schema.prisma"), "utf8"));
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  await mkdir(join(migrationsDir, `${stamp}_${name}`));
  await writeFile(join(migrationsDir, `${stamp}_${name}`, "migration.sql"), sql);
  console.log(`prisma/migrations/${stamp}_${name}/migration.sql written: read it before you commit it.`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
