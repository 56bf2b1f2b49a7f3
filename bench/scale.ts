import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { connect, freePort } from "../packages/db/src/index.ts";
import { copyOrders, momentOf } from "./copy-orders.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { buyInCrowd, type Run, variantsOnSale } from "./crowd.ts";
import { openDeployment } from "./deployment.ts";
import { median, quantile } from "./figures.ts";
import { hottestPlans } from "./hottest-plans.ts";

// Measures what an order costs in a shop that is new, and in the same shop once it has a history: by default a million orders with all that
// belongs to them and ten million reservations (15 GB in the folder for temporary files). Then writes the plans of the statements on which
// orders spend the most time to docs/performance-plans.md. Run: pnpm bench:scale [orders in the history] [reservations]
const history = {
  orders: Number(process.argv[2] ?? 1_000_000),
  reservations: Number(process.argv[3] ?? 10_000_000),
};
const plansFile = new URL("../docs/performance-plans.md", import.meta.url);
const alone = 40;
const crowd = 32;
const together = 150;

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
const { databaseUrl, stripe, postgresLog } = deployment;
const db = connect(databaseUrl, { maxConnections: 1 });
try {
  // Fewer checkpoints while the history is written.
  await db.$executeRaw`alter system set max_wal_size = '4GB'`;
  await db.$executeRaw`select pg_reload_conf()`;
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 100000 from variant`;
  const variants = await variantsOnSale(db, 100_000);
  const since = await momentOf(databaseUrl);
  await withShop(() => buyInCrowd({ url, stripe, db }, { crowd: 1, variants, count: 8 }));
  console.log(
    "in the tables  buyers  add  start  prepare  stripe  place  p50 ms  CPU ms per order: web  worker  PostgreSQL  a minute of the clock: worker  PostgreSQL",
  );
  await withShop((pids) => measure("new", variants, pids));
  const began = performance.now();
  await copyOrders(databaseUrl, { ...history, held: 1_000, since });
  console.log(
    `a history of ${history.orders} orders and ${history.reservations} reservations was written in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
  );
  await withShop((pids) => measure("history", variants, pids));
  await logPlans();
  await withShop(() => buyInCrowd({ url, stripe, db }, { crowd: 1, variants, count: alone }));
  writeFileSync(plansFile, hottestPlans(readFileSync(postgresLog, "utf8"), history));
} finally {
  await db.$disconnect();
  await deployment.close();
}

interface Pids {
  web: number;
  worker: number;
}

/** Starts a web process and a worker, and stops them. */
async function withShop(use: (pids: Pids) => Promise<unknown>): Promise<void> {
  const web = await deployment.start("web", port);
  const worker = await deployment.start("worker", await freePort());
  await use({ web: web.pid ?? 0, worker: worker.pid ?? 0 });
  await untilMailIsSent();
  await worker.stop();
  await web.stop();
}

async function measure(name: string, variants: readonly string[], pids: Pids): Promise<void> {
  const cpuTimes = () => [pids.web, pids.worker, deployment.pids.postgres].map(cpuTimeOf);
  const shop = { url, stripe, db };
  await buyInCrowd(shop, { crowd: 16, variants, count: 100 }); // warm up
  for (const [buyers, count] of [
    [1, alone],
    [crowd, together],
  ] as const) {
    const before = cpuTimes();
    const run = await buyInCrowd(shop, { crowd: buyers, variants, count });
    await untilMailIsSent();
    const perOrder = cpuTimes().map((ms, index) => (ms - (before[index] ?? 0)) / count);
    const idle = buyers === 1 ? null : await minuteOfTheClock(cpuTimes);
    report([name, buyers], run, perOrder, idle);
  }
}

/** What runs each minute by itself, while nobody buys: CPU ms of the worker and of PostgreSQL. */
async function minuteOfTheClock(cpuTimes: () => number[]): Promise<number[]> {
  const before = cpuTimes();
  await pause(60_000);
  const [, worker = 0, postgres = 0] = cpuTimes().map((ms, index) => ms - (before[index] ?? 0));
  return [worker, postgres];
}

async function untilMailIsSent(): Promise<void> {
  while ((await db.mail.count({ where: { state: "queued" } })) > 0) await pause(50);
}

/** New connections write the plan of each statement, and those of functions, to PostgreSQL's log. */
async function logPlans(): Promise<void> {
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_parameter_max_length": "0",
  };
  for (const [setting, value] of Object.entries(settings))
    await db.$executeRawUnsafe(`alter database dualtrack set ${setting} = '${value}'`);
}

function report(
  [name, buyers]: [string, number],
  { steps, totals }: Run,
  cpu: number[],
  idle: number[] | null,
): void {
  const step = (key: keyof Run["steps"][number]) =>
    quantile(
      steps.map((each) => each[key]),
      0.5,
    )
      .toFixed(1)
      .padStart(key.length);
  console.log(
    [
      name.padEnd(13),
      String(buyers).padStart(6),
      ...(["add", "start", "prepare", "stripe", "place"] as const).map(step),
      median(totals).toFixed(0).padStart(6),
      ...cpu.map((ms) => ms.toFixed(1).padStart(8)),
      ...(idle ?? []).map((ms) => ms.toFixed(0).padStart(8)),
    ].join("  "),
  );
}
