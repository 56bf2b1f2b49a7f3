import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const prismaDir = fileURLToPath(new URL("../../../prisma/", import.meta.url));
export const migrationsDir = join(prismaDir, "migrations");

export interface Migration {
  name: string;
  sql: string;
  /** As Prisma computes it: SHA-256 of the file, in hex. */
  checksum: string;
}

/** The migrations in this copy of the code, oldest first. */
export async function readMigrations(dir = migrationsDir): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  names.sort((a, b) => a.localeCompare(b, "en"));
  return Promise.all(
    names.map(async (name) => {
      // Git may write other line endings on Windows; the checksum must be the same.
      const sql = (await readFile(join(dir, name, "migration.sql"), "utf8")).replaceAll("\r\n", "\n");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

let names: Promise<string[]> | undefined;

/** The names of the migrations. Every readiness check needs them, so they are read once. */
export function migrationNames(): Promise<string[]> {
  names ??= readMigrations().then((migrations) => migrations.map(({ name }) => name));
  return names;
}
