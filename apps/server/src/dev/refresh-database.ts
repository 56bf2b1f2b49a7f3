import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Env } from "../config/env-schema.ts";
import { projectRoot } from "../config/project-root.ts";
import { StartError } from "../config/start-error.ts";
import { applyMigrations } from "../database/apply-migrations.ts";

/**
 * For developers, after a change in `prisma/`: generates the client from the schema, runs the missing migrations, and
 * logs what it did. Throws a StartError that names what is wrong in the schema, or the migration's file and line.
 */
export async function refreshDatabase(env: Env, databaseUrl: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [join(projectRoot, "scripts/generate.mjs")]);
  } catch (error) {
    const message = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new StartError(`The database client could not be made:\n${message}`);
  }
  const applied = await applyMigrations(env, databaseUrl);
  console.log(
    applied.length > 0
      ? `The database client is made anew. Applied: ${applied.join(", ")}.`
      : "The database client is made anew; there was no migration to apply. `pnpm db:migration <name>` writes one.",
  );
}
