import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findNginx } from "../apps/server/src/cluster/nginx.ts";
import { runUntilStopped } from "../apps/server/src/local/run-until-stopped.ts";
import { isKept, reportText } from "./chaos/report.ts";
import { runChaos } from "./chaos/run-chaos.ts";

// Everything fails while customers buy (docs/decisions/0048-chaos-on-a-cluster.md):
// pnpm chaos --seed 1 --minutes 10 [--customers 300] [--webhooks-off] [--report chaos.json]
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    minutes: { type: "string", default: "3" },
    customers: { type: "string" },
    webs: { type: "string", default: "3" },
    workers: { type: "string", default: "2" },
    "webhooks-off": { type: "boolean", default: false },
    report: { type: "string" },
  },
});
const nginx = findNginx();
if (nginx === null) throw new Error("pnpm chaos needs nginx, which is not installed here.");
const minutes = Number(values.minutes);
await runUntilStopped(async (run, { end }) => {
  const report = await runChaos({
    run,
    seed: Number(values.seed),
    ms: minutes * 60_000,
    customers: Number(values.customers ?? Math.round(40 * minutes)),
    webs: Number(values.webs),
    workers: Number(values.workers),
    nginx,
    dir: await mkdtemp(join(tmpdir(), "dualtrack-chaos-")),
    webhooks: values["webhooks-off"] ? "none" : "some",
    killEveryMs: 9_000,
    hurries: false,
    say: (line) => console.info(line),
  });
  console.info(reportText(report));
  if (values.report !== undefined) await writeFile(values.report, JSON.stringify(report, null, 2));
  void end(isKept(report) ? 0 : 1);
});
