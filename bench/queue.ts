import { setTimeout as pause } from "node:timers/promises";
import { connect, freePort } from "../packages/db/src/index.ts";
import { buyInCrowd, variantsOnSale } from "./crowd.ts";
import { openDeployment } from "./deployment.ts";
import { median, quantile } from "./figures.ts";

// Measures how late jobs are while guests buy: from the call of Stripe's event until it has been acted on, and from the provisional order until
// it is confirmed. Then how many jobs one worker runs in a second, with jobs that find nothing to do. Run: pnpm bench:queue [orders] [runs]
const orders = Number(process.argv[2] ?? 150);
const runs = Number(process.argv[3] ?? 3);
const jobs = 4_000;

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const deployment = await openDeployment({ publicPort: port });
const db = connect(deployment.databaseUrl, { maxConnections: 1 });
try {
  await db.$executeRaw`
    insert into stock_movement (variant_id, kind, quantity) select id, 'receive', 100000 from variant`;
  await deployment.start("web", port);
  await deployment.start("worker", await freePort());
  const variants = await variantsOnSale(db, 100_000);
  const shop = { url, stripe: deployment.stripe, db };
  await buyInCrowd(shop, { crowd: 16, variants, count: 100 }); // warm up
  console.log("ms, p50 / p95          event waits   is acted on   together   order confirmed after");
  for (const crowd of [1, 8, 32]) {
    const measured: Delays[] = [];
    for (let run = 0; run < runs; run += 1) {
      const from = new Date();
      await buyInCrowd(shop, { crowd, variants, count: crowd === 1 ? 40 : orders });
      await untilQuiet();
      measured.push(await delaysSince(from));
    }
    const column = (name: keyof Delays) =>
      [0.5, 0.95]
        .map((share) => median(measured.map((run) => quantile(run[name], share))).toFixed(0))
        .join(" / ");
    const cells = [column("waits"), column("works"), column("events"), column("orders")];
    console.log(
      `${String(crowd).padStart(2)} buyers             ${cells.map((cell) => cell.padStart(12)).join(" ")}`,
    );
  }
  const rates: number[] = [];
  for (let run = 0; run < runs; run += 1) rates.push(await jobsPerSecond());
  console.log(`${median(rates).toFixed(0)} jobs a second`);
} finally {
  await db.$disconnect();
  await deployment.close();
}

/** All in ms. */
interface Delays {
  /** From Stripe's call until a worker begins with it. */
  waits: number[];
  works: number[];
  /** From Stripe's call until it has been acted on. */
  events: number[];
  /** From the provisional order until it is confirmed; those that Stripe's event has placed and confirmed at once are left out. */
  orders: number[];
}

async function delaysSince(from: Date): Promise<Delays> {
  const events = await db.webhookEvent.findMany({
    where: { deliveredAt: { gte: from }, state: { in: ["processed", "ignored"] } },
    select: { deliveredAt: true, processedAt: true, tries: { orderBy: { id: "asc" }, take: 1 } },
  });
  const placed = await db.order.findMany({
    where: { placedAt: { gte: from }, state: "confirmed" },
    select: { placedAt: true, confirmedAt: true },
  });
  const waits = events.flatMap(({ deliveredAt, tries: [first] }) =>
    first === undefined ? [] : [msBetween(deliveredAt, first.startedAt)],
  );
  return {
    waits,
    works: events.flatMap(({ tries: [first] }) => first?.durationMs ?? []),
    events: events.map(({ deliveredAt, processedAt }) => msBetween(deliveredAt, processedAt)),
    orders: placed
      .map(({ placedAt, confirmedAt }) => msBetween(placedAt, confirmedAt))
      .filter((ms) => ms > 0),
  };
}

function msBetween(from: Date | null, to: Date | null): number {
  if (from === null || to === null) throw new Error("Something has no end");
  return to.getTime() - from.getTime();
}

/** Queues all of them in one statement, and waits until the worker has run them. */
async function jobsPerSecond(): Promise<number> {
  const { id } = await db.webhookEvent.findFirstOrThrow({ where: { state: "processed" } });
  const payload = JSON.stringify({ eventId: id });
  const from = performance.now();
  await db.$executeRaw`
    select graphile_worker.add_job('handle-event', ${payload}::json) from generate_series(1, ${jobs}::integer)`;
  await untilQuiet();
  return (jobs / (performance.now() - from)) * 1_000;
}

/** Until no job is due. */
async function untilQuiet(): Promise<void> {
  for (;;) {
    const [row] = await db.$queryRaw<{ due: number }[]>`
      select count(*)::integer as due from graphile_worker.jobs where run_at <= now() and attempts < max_attempts`;
    if (row?.due === 0) return;
    await pause(20);
  }
}
