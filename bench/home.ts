import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getAttention, getFigures, type Shop, systemClock } from "../packages/commerce/src/index.ts";
import { connect, migrate, startEmbeddedPostgres, withClient } from "../packages/db/src/index.ts";
import { manyOrders } from "./many-orders.ts";

// Measures the queries of the admin's home page on 100,000 orders: medians of 15 runs. Run: pnpm bench:home
const orders = 100_000;
const runs = 15;

const dir = mkdtempSync(join(tmpdir(), "dualtrack-bench-"));
{
  await using postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres") });
  const url = await postgres.database("bench");
  await migrate(url);
  await withClient(url, async (client) => {
    await client.query(manyOrders(orders));
    await client.query("vacuum analyze"); // as autovacuum would have done
  });
  const db = connect(url);
  // The functions read only these parts of a shop.
  const shop = {
    db,
    clock: systemClock,
    settings: { currency: "eur", timeZone: "Europe/Vienna" },
  } as unknown as Shop;
  console.log(`${orders} orders, medians of ${runs} runs`);
  console.log(`  attention ${await median(() => getAttention(shop))} ms`);
  console.log(`  figures   ${await median(() => getFigures(shop))} ms`);
  await db.$disconnect();
}
await rm(dir, { recursive: true, force: true });

async function median(query: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await query();
    times.push(performance.now() - start);
  }
  return (times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN).toFixed(1);
}
