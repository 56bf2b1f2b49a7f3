import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../config/project-root.ts";

export interface ProgramRun {
  child: ChildProcess;
  ended: Promise<{ code: number | null; output: string }>;
  /** Resolves once it has printed this text; rejects if it ends before. */
  prints(text: string): Promise<void>;
}

/**
 * Runs a program of the server with these variables and none of the test's own: `start`, or one that is built (`main`,
 * `migrate` …), as it runs in production; `root`: the folder that it is in.
 */
export function runProgram(
  program: string,
  variables: Record<string, string>,
  options: readonly string[] = [],
  root: string = projectRoot,
): ProgramRun {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const args = [
    "--disable-warning=DeprecationWarning",
    join(root, "apps/server", program === "start" ? "src/start.ts" : `dist/${program}.js`),
    ...options,
  ];
  const env = { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...variables };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      child.emit("said");
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, output })),
  );
  return {
    child,
    ended,
    prints: (text) =>
      new Promise((resolve, reject) => {
        const check = () => output.includes(text) && resolve();
        child.on("said", check);
        void ended.then(() => reject(new Error(`It ended without "${text}":\n${output}`)));
        check();
      }),
  };
}
