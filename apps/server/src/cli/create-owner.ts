import { connect } from "@dualtrack/db";
import { ownerPassword } from "../config/demo.ts";
import { StartError } from "../config/start-error.ts";
import { assertMigrated, assertReachable } from "../database/assert-database.ts";
import { ensureOwner } from "../database/owner.ts";
import { commandEnv } from "./command-env.ts";

// pnpm create-owner: creates the account STAFF_EMAIL with STAFF_PASSWORD. An existing account keeps its password.
try {
  const env = await commandEnv();
  const password = ownerPassword(env);
  await assertReachable(env.DATABASE_URL, { say: console.error });
  await assertMigrated(env.DATABASE_URL);
  const db = connect(env.DATABASE_URL, { maxConnections: 1 });
  try {
    const outcome = await ensureOwner(db, { email: env.STAFF_EMAIL, password, name: "Owner" });
    console.log(
      outcome === "created"
        ? `${env.STAFF_EMAIL} can sign in now, as an owner.`
        : `${env.STAFF_EMAIL} is there already; the password is unchanged.`,
    );
  } finally {
    await db.$disconnect();
  }
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
