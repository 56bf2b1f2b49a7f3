import { join } from "node:path";
import { StorageError } from "@dualtrack/commerce";
import { connect, type Db } from "@dualtrack/db";
import { seedDemoShop } from "../../../../prisma/seed.ts";
import { usesRealStripe } from "../config/demo.ts";
import type { Env } from "../config/env-schema.ts";
import { openStorage } from "../config/open-storage.ts";
import { StartError } from "../config/start-error.ts";
import { applyMigrations } from "../database/apply-migrations.ts";
import { assertReachable, assertStaff } from "../database/assert-database.ts";
import { ensureOwner, staffWithPassword } from "../database/owner.ts";
import type { Run } from "./run.ts";
import { supervisePostgres } from "./supervise-postgres.ts";

/** The owner's account; `password` is null if the account existed with another one. */
export interface OwnerAccount {
  email: string;
  password: string | null;
}

/**
 * Prepares a database with the shop's tables, the demo's goods (only in an empty shop that sells nothing real) and the
 * owner. Without DATABASE_URL it is an embedded PostgreSQL; `onLost` is called when that ends and can't be restarted.
 */
export async function prepareDatabase(
  run: Run,
  env: Env,
  { password, onLost }: { password: string; onLost(error: unknown): void },
): Promise<{ url: string; owner: OwnerAccount }> {
  const url = env.DATABASE_URL ?? (await startDatabase(run, env, onLost));
  run.signal.throwIfAborted();
  await assertReachable(env.MIGRATE_DATABASE_URL ?? url, { say: console.log, signal: run.signal });
  await applyMigrations(env, url);
  run.signal.throwIfAborted();
  const db = connect(url, { maxConnections: 4 });
  try {
    if (!usesRealStripe(env)) await seedDemo(db, env);
    run.signal.throwIfAborted();
    const owner = await prepareOwner(env, db, password);
    await assertStaff(env, url);
    return { url, owner };
  } finally {
    await db.$disconnect();
  }
}

async function seedDemo(db: Db, env: Env): Promise<void> {
  try {
    await seedDemoShop(db, openStorage(env));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new StartError(
      `${error.message}. The demo's files need the place that STORAGE_DIR or STORAGE_URL names.`,
    );
  }
}

async function startDatabase(run: Run, env: Env, onLost: (error: unknown) => void): Promise<string> {
  const postgres = await supervisePostgres(join(env.DUALTRACK_DATA_DIR, "postgres"), {
    printLine: (line) => console.error(line),
    onLost,
  });
  return run.add(postgres).database("dualtrack");
}

async function prepareOwner(env: Env, db: Db, password: string): Promise<OwnerAccount> {
  const email = env.STAFF_EMAIL;
  const outcome = await ensureOwner(db, { email, password, name: "Owner" });
  const fits =
    outcome === "created" || (await staffWithPassword(db, password)).includes(email.trim().toLowerCase());
  return { email, password: fits ? password : null };
}
