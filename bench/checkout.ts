import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { connect, freePort } from "../packages/db/src/index.ts";
import { openBuyer, type Steps } from "./buyer.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { openDeployment } from "./deployment.ts";
import { median, quantile } from "./figures.ts";

// Measures whole guest checkouts: cart, reservation, Pay, the customer's card at Stripe, the order, until the last order is confirmed.
// `spread`: the buyers want different products; `hot`: all want the same. The web process, the worker, PostgreSQL, the sandbox and the
// buyers share this machine. Run: pnpm bench:checkout [orders per run] [runs] [crowds]
const orders = Number(process.argv[2] ?? 200);
const runs = Number(process.argv[3] ?? 3);
const crowds = (process.argv[4] ?? "1,8,32,256").split(",").map(Number);

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
const db = connect(deployment.databaseUrl, { maxConnections: 1 });
try {
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 100000 from variant`;
  const web = await deployment.start("web", port);
  const worker = await deployment.start("worker", await freePort());
  const spread = await variantsOnSale();
  await buy(16, spread, 100); // warm up
  const pids = { web: web.pid ?? 0, worker: worker.pid ?? 0, ...deployment.pids };
  const cpuTimes = (): Record<string, number> => ({
    ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuTimeOf(pid)])),
    buyers: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
  });
  const [cpuBefore, ordersBefore] = [cpuTimes(), await confirmedOrders()];
  console.log("crowd  goods   orders/s  p50 ms  p99 ms  add  start  prepare  stripe  place  confirmed in ms");
  for (const crowd of crowds) {
    for (const [goods, variants] of [
      ["spread", spread],
      ["hot", spread.slice(0, 1)],
    ] as const) {
      const measured: Run[] = [];
      for (let run = 0; run < runs; run += 1)
        measured.push(await buy(crowd, variants, crowd === 1 ? 40 : orders));
      report(crowd, goods, measured);
    }
  }
  const count = (await confirmedOrders()) - ordersBefore;
  const spent = Object.entries(cpuTimes()).map(([name, ms]) => [name, (ms - (cpuBefore[name] ?? 0)) / count]);
  console.log("CPU ms per order:", spent.map(([name, ms]) => `${name} ${Number(ms).toFixed(1)}`).join(", "));
  for (const [name, child] of Object.entries({ web, worker }))
    console.log(`${name}: ${memoryOf(child.pid)} MB`);
} finally {
  await db.$disconnect();
  await deployment.close();
}

/** Physical goods with stock. */
async function variantsOnSale(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select v.id from variant v join product p on p.id = v.product_id join stock_level s on s.variant_id = v.id
    where p.published and not p.captures_on_shipment and (p.opens_at is null or p.opens_at < now()) and p.kind = 'physical' and s.on_hand >= 100000 order by v.id`;
  return rows.map(({ id }) => id);
}

interface Run {
  ordersPerSecond: number;
  /** ms of each whole checkout, and of its steps. */
  totals: number[];
  steps: Steps[];
  /** ms from the last buyer's end until all orders are confirmed. */
  confirmedMs: number;
}

/** So many buyers at a time, until there are `count` orders. */
async function buy(crowd: number, variants: readonly string[], count: number): Promise<Run> {
  const totals: number[] = [];
  const steps: Steps[] = [];
  const before = await confirmedOrders();
  let next = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: crowd }, async () => {
      while (next < count) {
        const index = next++;
        const began = performance.now();
        // Customers of one network wait for each other, as its reservations are counted: these have one each.
        const address = `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
        const variantId = variants[index % variants.length] ?? "";
        steps.push(await openBuyer(url, { stripe: deployment.stripe, address }).buy(variantId));
        totals.push(performance.now() - began);
      }
    }),
  );
  const ended = performance.now();
  while ((await confirmedOrders()) < before + count) await pause(20);
  const confirmed = performance.now();
  return {
    ordersPerSecond: (count / (confirmed - from)) * 1_000,
    totals,
    steps,
    confirmedMs: confirmed - ended,
  };
}

async function confirmedOrders(): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from "order" where state = 'confirmed'`;
  return row?.count ?? 0;
}

function report(crowd: number, goods: string, measured: readonly Run[]): void {
  const all = (pick: (run: Run) => number) => median(measured.map(pick));
  const step = (name: keyof Steps) =>
    all(({ steps }) =>
      quantile(
        steps.map((each) => each[name]),
        0.5,
      ),
    ).toFixed(0);
  console.log(
    [
      String(crowd).padStart(5),
      goods.padEnd(6),
      all(({ ordersPerSecond }) => ordersPerSecond)
        .toFixed(1)
        .padStart(9),
      all(({ totals }) => quantile(totals, 0.5))
        .toFixed(0)
        .padStart(7),
      all(({ totals }) => quantile(totals, 0.99))
        .toFixed(0)
        .padStart(7),
      ...(["add", "start", "prepare", "stripe", "place"] as const).map((name) =>
        step(name).padStart(name.length),
      ),
      all(({ confirmedMs }) => confirmedMs)
        .toFixed(0)
        .padStart(6),
    ].join("  "),
  );
}

/** The resident memory of a process, in MB. */
function memoryOf(pid = 0): number {
  return Math.round(
    Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1_024,
  );
}
