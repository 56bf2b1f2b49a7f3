import { spawn } from "node:child_process";
import { StartError } from "../env.ts";
import { commandEnv } from "./command-env.ts";

// pnpm db:shell: says where the database is, and opens PostgreSQL's psql on it where that is installed.
try {
  const { DATABASE_URL } = await commandEnv();
  console.error(`The database is at ${DATABASE_URL}`);
  const psql = spawn("psql", [DATABASE_URL, ...process.argv.slice(2)], { stdio: "inherit" });
  process.on("SIGINT", () => {}); // ends the statement in psql, not psql
  psql.on("error", () => console.error("psql is not installed: open that address with a client of yours."));
  psql.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
