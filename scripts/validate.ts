import { spawnSync } from "node:child_process";

// Runs the parts of `npm test` until one fails, and prints one line for each part with its duration.
const parts = ["typecheck", "lint", "test:shop", "test:sandbox", "test:e2e"];

const lines: string[] = [];
let failed: string | null = null;
for (const part of parts) {
  const begun = Date.now();
  const { status, signal, error } = spawnSync("pnpm", ["run", part], { stdio: "inherit" });
  if (error !== undefined) throw error;
  const hasPassed = status === 0;
  const seconds = Math.round((Date.now() - begun) / 1_000);
  lines.push(
    `${part.padEnd(14)} ${`${seconds} s`.padStart(6)}  ${hasPassed ? "passed" : `failed (${signal ?? status})`}`,
  );
  if (!hasPassed) {
    failed = part;
    break;
  }
}
console.log(`\n${lines.join("\n")}`);
if (failed !== null) {
  const skipped = parts.slice(parts.indexOf(failed) + 1);
  if (skipped.length > 0) console.log(`not run: ${skipped.join(", ")}`);
  process.exitCode = 1;
}
