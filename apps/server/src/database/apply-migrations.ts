import { grantUse, migrate, withClient } from "@dualtrack/db";
import type { Env } from "../config/env-schema.ts";
import { retiredShipTo } from "../config/retired-ship-to.ts";
import { StartError } from "../config/start-error.ts";

/**
 * Brings the database up to date, as the role of MIGRATE_DATABASE_URL if that is set; the shop's own role then gets the
 * rights that it needs. Returns the migrations that were applied now. Throws a StartError with PostgreSQL's reason.
 */
export async function applyMigrations(env: Env, databaseUrl: string): Promise<string[]> {
  const ownerUrl = env.MIGRATE_DATABASE_URL ?? databaseUrl;
  try {
    const applied = await migrate(ownerUrl, {
      settings: { "dualtrack.ship_to": retiredShipTo(process.env) },
    });
    const [owner, user] = [await userOf(ownerUrl), await userOf(databaseUrl)];
    if (owner !== user) await grantUse(ownerUrl, user);
    return applied;
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split("\n");
    throw new StartError(`The database could not be migrated: ${line}`);
  }
}

function userOf(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>("select current_user::text as name");
    return rows[0]?.name ?? "";
  });
}
