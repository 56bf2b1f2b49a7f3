import { connect, freePort } from "../packages/db/src/index.ts";
import { openBuyer, type Steps } from "./buyer.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { buyInCrowd, type Run, variantsOnSale } from "./crowd.ts";
import { openDeployment } from "./deployment.ts";
import { median, quantile } from "./figures.ts";
import { memoryOf } from "./memory-of.ts";

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
  const spread = await variantsOnSale(db, 100_000);
  const shop = { url, stripe: deployment.stripe, db };
  await buyInCrowd(shop, { crowd: 16, variants: spread, count: 100 }); // warm up
  const pids = { web: web.pid ?? 0, worker: worker.pid ?? 0, ...deployment.pids };
  const cpuTimes = (): Record<string, number> => ({
    ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuTimeOf(pid)])),
    buyers: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
  });
  const cpuBefore = cpuTimes();
  let count = 0;
  console.log("crowd  goods   orders/s  p50 ms  p99 ms  add  start  prepare  stripe  place  confirmed in ms");
  for (const crowd of crowds) {
    for (const [goods, variants] of [
      ["spread", spread],
      ["hot", spread.slice(0, 1)],
    ] as const) {
      const measured: Run[] = [];
      for (let run = 0; run < runs; run += 1) {
        const measuredRun = await buyInCrowd(shop, { crowd, variants, count: crowd === 1 ? 40 : orders });
        count += measuredRun.totals.length;
        measured.push(measuredRun);
      }
      report(crowd, goods, measured);
    }
  }
  const spent = Object.entries(cpuTimes()).map(([name, ms]) => [name, (ms - (cpuBefore[name] ?? 0)) / count]);
  for (const crowd of crowds) {
    const asked = await Promise.all(
      Array.from({ length: crowd }, (_, index) => reprices(crowd, index, spread)),
    );
    console.log(`reprice, ${crowd} at a time: p50 ${quantile(asked.flat(), 0.5).toFixed(1)} ms`);
  }
  console.log("CPU ms per order:", spent.map(([name, ms]) => `${name} ${Number(ms).toFixed(1)}`).join(", "));
  for (const [name, child] of Object.entries({ web, worker })) {
    const { residentMb, ownMb } = memoryOf(child.pid ?? 0);
    console.log(`${name}: ${residentMb} MB (own ${ownMb})`);
  }
} finally {
  await db.$disconnect();
  await deployment.close();
}

/** How long the prices of one of `crowd` customers took, one after the other, in ms. */
async function reprices(crowd: number, index: number, variants: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    const address = `198.51.${crowd & 255}.${index & 255}`;
    const variantId = variants[(index + turn) % variants.length] ?? "";
    took.push(await openBuyer(url, { stripe: deployment.stripe, address }).reprice(variantId));
  }
  return took;
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
