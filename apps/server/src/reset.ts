import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readEnv } from "./config/read-env.ts";
import { StartError } from "./config/start-error.ts";
import { lockDataDir } from "./local/data-dir.ts";

// `npm run reset`: deletes the demo's data. A database named in DATABASE_URL is never touched.
try {
  const dataDir = readEnv().DUALTRACK_DATA_DIR;
  const unlock = await lockDataDir(dataDir); // fails while a server runs on it
  const kept = ["lock"];
  for (const entry of await readdir(dataDir))
    if (!kept.includes(entry)) await rm(join(dataDir, entry), { recursive: true, force: true });
  await unlock();
  console.log("The demo's data is gone. The next npm start begins afresh.");
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
