import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRun } from "../../apps/server/src/local/run.ts";
import { installedNginx } from "../../apps/server/src/testing/run-nginx.ts";
import { isKept, reportText } from "./report.ts";
import { runChaos } from "./run-chaos.ts";

// A short run of `pnpm chaos`. SEED=… repeats its choices.
const nginx = installedNginx();
if (nginx === null) console.warn("No nginx found: there is no chaos on this machine.");

test.skipIf(nginx === null)(
  "everything is killed again and again while customers buy all kinds of things, staff work and flip switches, and Stripe fails: every promise is kept",
  { timeout: 240_000 },
  async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`seed ${seed}`);
    const report = await runChaos({
      ...{ seed, nginx: nginx ?? "", customers: 60, webs: 1, workers: 1 },
      ...{ ms: 16_000, killEveryMs: 3_500, webhooks: "some", hurries: true },
      run: createRun(),
      dir: await mkdtemp(join(tmpdir(), "dualtrack-chaos-")),
      say: () => {},
    });
    const text = reportText(report);
    console.info(text);
    expect(isKept(report), text).toBe(true);
    // However slow the machine is.
    expect(report.payments, "payments").toBeGreaterThan(5);
    expect(Object.keys(report.kills), "kills").not.toEqual([]);
    expect(Object.keys(report.faults), "faults").not.toEqual([]);
    const { done, refused, unanswered } = report.staff;
    expect(Object.keys({ ...done, ...refused }).length + unanswered, "staff").toBeGreaterThan(0);
  },
);
