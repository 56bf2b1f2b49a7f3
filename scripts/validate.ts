import { spawn } from "node:child_process";

// Runs the parts of `npm test` until one fails, and prints one line for each part with its duration. Parts of one step run
// at the same time, as none of them keeps two cores busy: the output of each is printed when it ends. (The first one begins by
// generating the database client, which the second one does not read in its first half.)
const steps = [["typecheck", "lint"], ["test:shop"], ["test:sandbox"], ["test:e2e"]];

const lines: string[] = [];
const skipped: string[] = [];
let hasFailed = false;
for (const parts of steps) {
  if (hasFailed) skipped.push(...parts);
  else hasFailed = (await Promise.all(parts.map((part) => run(part, parts.length > 1)))).includes(false);
}
console.log(`\n${lines.join("\n")}`);
if (skipped.length > 0) console.log(`not run: ${skipped.join(", ")}`);
if (hasFailed) process.exitCode = 1;

/** Runs a script of package.json. Answers whether it has passed. */
async function run(part: string, printsAtEnd: boolean): Promise<boolean> {
  const begun = Date.now();
  const out = printsAtEnd ? "pipe" : "inherit";
  const child = spawn("pnpm", ["run", part], { stdio: ["inherit", out, out] });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => output.push(chunk));
  const end = await new Promise<number | string | null>((resolve, reject) =>
    child.once("error", reject).once("close", (code, signal) => resolve(signal ?? code)),
  );
  process.stdout.write(Buffer.concat(output));
  const seconds = `${Math.round((Date.now() - begun) / 1_000)} s`;
  lines.push(`${part.padEnd(14)} ${seconds.padStart(6)}  ${end === 0 ? "passed" : `failed (${end})`}`);
  return end === 0;
}
