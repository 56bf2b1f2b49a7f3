import { spawn } from "node:child_process";
import { StartError } from "../config/start-error.ts";
import { commandEnv } from "./command-env.ts";

// pnpm db:shell: prints the database's address, and opens PostgreSQL's psql on it if that is installed.
try {
  const { DATABASE_URL } = await commandEnv();
  const url = new URL(DATABASE_URL);
  const password = decodeURIComponent(url.password);
  url.password = ""; // the password must not be on a screen or in a list of processes
  console.error(`The database is at ${url}`);
  const psql = spawn("psql", [url.href, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: password === "" ? process.env : { ...process.env, PGPASSWORD: password },
  });
  process.on("SIGINT", () => {}); // Ctrl-C ends the statement in psql, not psql
  psql.on("error", () =>
    console.error(
      "psql is not installed: open that address with a client of yours. The password is DATABASE_URL's; of the database that npm start embeds it is dualtrack.",
    ),
  );
  psql.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
