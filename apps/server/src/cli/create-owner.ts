import { connect } from "@dualtrack/db";
import { isDemo, ownerPassword } from "../config/demo.ts";
import { StartError } from "../config/start-error.ts";
import { assertMigrated, assertReachable } from "../database/assert-database.ts";
import { ensureOwner, replaceDemoPassword } from "../database/owner.ts";
import { commandEnv } from "./command-env.ts";

const sentences = {
  created: "can sign in now, as an owner.",
  present: "is there already; the password is unchanged.",
  replaced: "had the demo's password, and has STAFF_PASSWORD now. All sessions of the account have ended.",
};

// pnpm create-owner: creates the account STAFF_EMAIL with STAFF_PASSWORD. An existing account keeps its password, except the demo's
// in a shop that is no demo: no server starts with it, so nobody could change it in the console.
try {
  const env = await commandEnv();
  const password = ownerPassword(env);
  await assertReachable(env.DATABASE_URL, { say: console.error });
  await assertMigrated(env.DATABASE_URL);
  const db = connect(env.DATABASE_URL, { maxConnections: 1 });
  try {
    const account = { email: env.STAFF_EMAIL, password };
    const outcome =
      !isDemo(env) && (await replaceDemoPassword(db, account))
        ? "replaced"
        : await ensureOwner(db, { ...account, name: "Owner" });
    console.log(`${env.STAFF_EMAIL} ${sentences[outcome]}`);
  } finally {
    await db.$disconnect();
  }
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
