import { setTimeout as pause } from "node:timers/promises";
import { connect, freePort } from "../packages/db/src/index.ts";
import { openBuyer } from "./buyer.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { addressOf, variantsOnSale } from "./crowd.ts";
import { openDeployment } from "./deployment.ts";
import { median, quantile } from "./figures.ts";

// Measures a rush: 500 buyers have the same record in their carts, of which there are 50, and all go to the checkout at once, through two web
// processes. Exactly 50 must have it reserved, and all others be told that it is sold out. Medians of several runs, each with another record.
// Run: pnpm bench:rush [runs]
const runs = Number(process.argv[2] ?? 5);
const buyers = 500;
const units = 50;

const ports = [await freePort(), await freePort()] as const;
const deployment = await openDeployment({ publicPort: ports[0] });
const db = connect(deployment.databaseUrl, { maxConnections: 1 });
try {
  const webs = [await deployment.start("web", ports[0]), await deployment.start("web", ports[1])];
  const cpuTime = () =>
    [...webs.map(({ pid = 0 }) => pid), deployment.pids.postgres].reduce(
      (sum, pid) => sum + cpuTimeOf(pid),
      0,
    );
  const records = await variantsOnSale(db, 1);
  const results: { times: number[]; cpuMs: number }[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const record = records[run % records.length] ?? "";
    // Another run may have had the same record: 50 units are free each time.
    await db.$executeRaw`
      insert into stock_movement (variant_id, kind, quantity)
      select variant_id, 'adjust', ${units}::integer - (on_hand - reserved) from stock_level
      where variant_id = ${record}::uuid and on_hand - reserved <> ${units}::integer`;
    const heldBefore = await held(record);
    const crowd = Array.from({ length: buyers }, (_, index) =>
      openBuyer(`http://127.0.0.1:${ports[index % 2]}`, {
        stripe: deployment.stripe,
        address: addressOf(run * buyers + index),
      }),
    );
    for (let from = 0; from < buyers; from += 25)
      await Promise.all(crowd.slice(from, from + 25).map((buyer) => buyer.add(record)));
    await pause(500); // both processes are at rest
    const cpuBefore = cpuTime();
    const began = performance.now();
    const answers = await Promise.all(
      crowd.map(async (buyer) => ({ refusal: await buyer.start(), ms: performance.now() - began })),
    );
    const cpuMs = cpuTime() - cpuBefore;
    const reserved = (await held(record)) - heldBefore;
    const started = answers.filter(({ refusal }) => refusal === null).length;
    const soldOut = answers.filter(({ refusal }) => refusal === "OUT_OF_STOCK").length;
    if (reserved !== units || started !== units || soldOut !== buyers - units)
      throw new Error(
        `${reserved} units are reserved; ${started} started, ${soldOut} were told that it is sold out`,
      );
    if (run > 0) results.push({ times: answers.map(({ ms }) => ms), cpuMs }); // the first one warms up
  }
  const of = (share: number) => median(results.map(({ times }) => quantile(times, share))).toFixed(0);
  console.log(
    `${buyers} buyers for ${units} units, two web processes, medians of ${runs} runs: half answered after ${of(0.5)} ms, all after ${of(1)} ms; ${units} hold;`,
    `${(median(results.map(({ cpuMs }) => cpuMs)) / buyers).toFixed(1)} CPU ms each in web and PostgreSQL`,
  );
} finally {
  await db.$disconnect();
  await deployment.close();
}

/** Units that checkouts hold. */
async function held(variantId: string): Promise<number> {
  const { reserved } = await db.stockLevel.findUniqueOrThrow({ where: { variantId } });
  return reserved;
}
