import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withClient } from "@dualtrack/db";
import { expect, test } from "vitest";
import { eventually } from "../testing/open-test-server.ts";
import { supervisePostgres } from "./supervise-postgres.ts";

test("PostgreSQL that is killed or ends starts again on its port, with its data; stopped, it stays stopped", {
  timeout: 90_000,
}, async () => {
  const parent = mkdtempSync(join(tmpdir(), "dualtrack-kept-"));
  const lines: string[] = [];
  const lost: unknown[] = [];
  const postgres = await supervisePostgres(join(parent, "postgres"), {
    printLine: (line) => lines.push(line),
    onLost: (error) => lost.push(error),
  });
  try {
    const url = await postgres.database("kept");
    await withClient(url, (client) => client.query("create table thing as select 7 as size"));
    for (const [signal, end] of [
      ["SIGKILL", "SIGKILL"],
      ["SIGINT", "0"],
    ] as const) {
      const pid = pidIn(parent);
      process.kill(pid, signal);
      const size = await eventually(async () => {
        const isOther = lines.at(-1) === "PostgreSQL runs again." && pidIn(parent) !== pid;
        return isOther && (await sizeIn(url));
      }, "another server answers");
      expect(size).toBe(7);
      expect(lines.splice(0)).toEqual([
        `PostgreSQL has ended (${end}); it is started again.`,
        "PostgreSQL runs again.",
      ]);
    }
  } finally {
    await postgres.stop();
  }
  expect(() => pidIn(parent)).toThrow(/ENOENT/);
  expect([lines, lost]).toEqual([[], []]);
  await rm(parent, { recursive: true });
});

function pidIn(parent: string): number {
  return Number.parseInt(readFileSync(join(parent, "postgres/postmaster.pid"), "utf8"), 10);
}

function sizeIn(url: string): Promise<number | undefined> {
  return withClient(
    url,
    async (client) => (await client.query<{ size: number }>("select size from thing")).rows[0]?.size,
  );
}
