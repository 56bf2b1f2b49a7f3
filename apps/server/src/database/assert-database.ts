import { awaitDatabase, connect, newerSentence, readSchemaState } from "@dualtrack/db";
import { demoPassword, isDemo } from "../config/demo.ts";
import type { Env } from "../config/env-schema.ts";
import { StartError } from "../config/start-error.ts";
import { staffWithPassword } from "./owner.ts";

const oldestVersion = 15;

/** Waits for the database. Throws a StartError if it refuses the connection, or if this PostgreSQL is too old. */
export async function assertReachable(
  databaseUrl: string,
  waiting: { say(line: string): void; signal?: AbortSignal },
): Promise<void> {
  const version = await awaitDatabase(databaseUrl, waiting).catch((error: unknown) => {
    waiting.signal?.throwIfAborted();
    const [line] = String(error instanceof Error ? error.message : error).split("\n");
    throw new StartError(`The database in DATABASE_URL can't be used: ${line}.`);
  });
  if (version < oldestVersion * 10_000)
    throw new StartError(
      `The database in DATABASE_URL is PostgreSQL ${Math.floor(version / 10_000)}: Dualtrack needs ${oldestVersion} or newer.`,
    );
}

/** Throws a StartError unless the tables are those of this version; changes nothing. */
export async function assertMigrated(databaseUrl: string): Promise<void> {
  const { missing, unknown } = await readSchemaState(databaseUrl);
  if (unknown.length > 0) throw new StartError(newerSentence(unknown));
  if (missing.length > 0)
    throw new StartError(
      `The database is older than this code, or empty (not applied: ${missing.length} migrations, the first is ${missing[0]}): run \`pnpm migrate\`, then start again.`,
    );
}

/**
 * Every process checks this at its start: that a staff account exists, and that the demo's password opens none where
 * money or goods are real. Throws a StartError.
 */
export async function assertStaff(env: Env, databaseUrl: string): Promise<void> {
  const db = connect(databaseUrl, { maxConnections: 2 });
  try {
    const [known] = isDemo(env) ? [] : await staffWithPassword(db, demoPassword);
    if (known !== undefined)
      throw new StartError(
        `The account ${known} still has the demo's password, which everybody can read: ${
          env.DATABASE_URL === undefined
            ? "change it in the console while the shop is a demo (npm start without Stripe keys), or clear the demo's data with npm run reset"
            : `give it another with \`pnpm create-owner\`, STAFF_EMAIL=${known} and STAFF_PASSWORD set to one of your own, then start again`
        }.`,
      );
    if ((await db.staff.findFirst({ select: { id: true } })) === null)
      throw new StartError(
        "Nobody can sign in to the admin console yet: run `pnpm create-owner`, then start again.",
      );
  } finally {
    await db.$disconnect();
  }
}
