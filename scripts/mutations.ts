import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mutate } from "./mutations/mutate.ts";
import { type Mutation, mutations } from "./mutations/mutations.ts";

// Breaks one promise after the other, runs the tests that should notice, and reports which did: pnpm mutations [--only WORDS]
// It changes files and puts them back, so nothing may be uncommitted, and nothing else should use this folder meanwhile.
const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const chosen = mutations.filter(({ breaks }) => breaks.includes(values.only));
const { output: changed } = await run("git", ["status", "--porcelain", "--untracked-files=no"]);
if (changed !== "") throw new Error(`Commit first, as files are changed and put back:\n${changed}`);

const folder = await mkdtemp(join(tmpdir(), "dualtrack-mutations-"));
const report = join(folder, "report.json");
const rows: string[] = [];
let survivors = 0;
for (const mutation of chosen) {
  const caughtBy = await testsThatFail(mutation);
  if (caughtBy.length === 0) survivors += 1;
  const caught =
    caughtBy.length === 0 ? "**nothing**" : caughtBy.map((name) => name.replaceAll("|", "\\|")).join("; ");
  rows.push(`| ${mutation.breaks} | \`${mutation.file.split("/").slice(-2).join("/")}\` | ${caught} |`);
  console.info(`${caughtBy.length === 0 ? "SURVIVED" : "caught  "} ${mutation.breaks}: ${caughtBy[0] ?? ""}`);
}
console.info(["", "| What is broken | Where | Caught by |", "| --- | --- | --- |", ...rows].join("\n"));
console.info(`\n${chosen.length - survivors} of ${chosen.length} were caught.`);
await rm(folder, { recursive: true });
process.exitCode = survivors === 0 ? 0 : 1;

/** Names of the tests that fail with the mutation, at most three. */
async function testsThatFail({ file, from, to, tests }: Mutation): Promise<string[]> {
  const path = join(root, file);
  const original = await readFile(path, "utf8");
  await writeFile(path, mutate(original, { file, from, to }));
  try {
    const { code } = await run(process.execPath, [
      ...["scripts/with-scratch.ts", "vitest", "run", "--project", "shop", "--bail", "1"],
      ...["--reporter", "json", "--outputFile", report, ...tests],
    ]);
    if (code === 0) return [];
    const { testResults } = JSON.parse(await readFile(report, "utf8")) as VitestReport;
    const failed = testResults.flatMap(({ assertionResults, message }) =>
      assertionResults.length === 0
        ? [message.slice(0, 80)]
        : assertionResults.filter(({ status }) => status === "failed").map(({ title }) => title),
    );
    return failed.length === 0 ? [`the run ended with ${code}`] : failed.slice(0, 3);
  } finally {
    await writeFile(path, original);
  }
}

interface VitestReport {
  testResults: { message: string; assertionResults: { title: string; status: string }[] }[];
}

function run(program: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) =>
    execFile(program, args, { cwd: root, maxBuffer: 2 ** 28 }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout }),
    ),
  );
}
