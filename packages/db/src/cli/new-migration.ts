import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { migrationSql } from "../migrate.ts";

// Writes the migration from the committed schema to the edited one: pnpm db:migration <name>.
const name = process.argv[2];
if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Give the migration a name in snake_case: pnpm db:migration add_gift_cards");
  process.exit(1);
}
const scratch = mkdtempSync(join(tmpdir(), "dualtrack-migration-"));
try {
  await using postgres = await startEmbeddedPostgres({ dir: join(scratch, "postgres"), durable: false });
  const sql = await migrationSql(
    await postgres.database("scratch"),
    committedSchema(),
    readFileSync("prisma/schema.prisma", "utf8"),
  );
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join("prisma/migrations", `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql ?? "");
  console.log(`${folder}/migration.sql written: read it before you commit it.`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function committedSchema(): string | null {
  const tracked = execFileSync("git", ["ls-tree", "--name-only", "HEAD", "prisma/schema.prisma"], {
    encoding: "utf8",
  });
  if (tracked.trim() === "") return null;
  return execFileSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
}
