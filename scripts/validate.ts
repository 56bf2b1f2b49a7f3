import { spawnSync } from "node:child_process";

// What `npm test` runs, part by part, until one fails; at the end it says in one line for each part how long that took.
const parts = ["typecheck", "lint", "test:shop", "test:sandbox", "test:e2e"];

const lines: string[] = [];
let failed: string | null = null;
for (const part of parts) {
  const begun = Date.now();
  const { status, signal, error } = spawnSync("pnpm", ["run", part], { stdio: "inherit" });
  if (error !== undefined) throw error;
  const isGreen = status === 0;
  const seconds = Math.round((Date.now() - begun) / 1_000);
  lines.push(
    `${part.padEnd(14)} ${`${seconds} s`.padStart(6)}  ${isGreen ? "passed" : `failed (${signal ?? status})`}`,
  );
  if (!isGreen) {
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
