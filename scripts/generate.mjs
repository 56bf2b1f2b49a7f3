// Generates the database client from prisma/schema.prisma (`pnpm db:generate`). Nothing is downloaded.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { status, error } = spawnSync(join(root, "node_modules/.bin/prisma"), ["generate", "--no-hints"], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
  env: {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    // `prisma generate` needs no engine, but fetches one unless this names a file that exists.
    PRISMA_SCHEMA_ENGINE_BINARY: join(root, "package.json"),
  },
});
if (error) throw error;
process.exitCode = status ?? 1;
