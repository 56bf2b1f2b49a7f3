import { StartError } from "../config/start-error.ts";
import { applyMigrations } from "../database/apply-migrations.ts";
import { assertReachable } from "../database/assert-database.ts";
import { commandEnv } from "./command-env.ts";

// pnpm migrate: brings the database up to date before a new version of the server starts. Downloads nothing.
try {
  const env = await commandEnv();
  await assertReachable(env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL, { say: console.error });
  const applied = await applyMigrations(env, env.DATABASE_URL);
  console.log(applied.length === 0 ? "The database is up to date." : `Applied: ${applied.join(", ")}.`);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
