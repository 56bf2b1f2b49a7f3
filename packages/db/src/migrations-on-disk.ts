import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const prismaDir = fileURLToPath(new URL("../../../prisma/", import.meta.url));
export const migrationsDir = join(prismaDir, "migrations");

/** The migrations in this copy of the code, oldest first. */
export async function readMigrations(): Promise<{ name: string; sql: string }[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  names.sort((a, b) => a.localeCompare(b, "en"));
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: await readFile(join(migrationsDir, name, "migration.sql"), "utf8"),
    })),
  );
}

let names: Promise<string[]> | undefined;

/** Their names. Each question of a load balancer needs them, so they are read once. */
export function migrationNames(): Promise<string[]> {
  names ??= readMigrations().then((migrations) => migrations.map(({ name }) => name));
  return names;
}
