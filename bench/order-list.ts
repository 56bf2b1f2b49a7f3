import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listOrders, type Shop, systemClock } from "../packages/commerce/src/index.ts";
import { connect, migrate, startEmbeddedPostgres, withClient } from "../packages/db/src/index.ts";
import { manyOrders } from "./many-orders.ts";

// Measures pages of the orders list on 100,000 orders: medians of 15 runs. Run: pnpm bench:order-list
const orders = 100_000;
const runs = 15;

const dir = mkdtempSync(join(tmpdir(), "dualtrack-bench-"));
{
  await using postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres") });
  const url = await postgres.database("bench");
  await migrate(url);
  await withClient(url, async (client) => {
    await client.query(manyOrders(orders));
    await client.query("vacuum analyze"); // the search documents are written at commit
  });
  const db = connect(url);
  // The list reads only these parts of a shop.
  const shop = { db, clock: systemClock, settings: { timeZone: "UTC" } } as unknown as Shop;
  const middle = await cursorInTheMiddle(shop);
  const pages: [name: string, filter: Partial<Parameters<typeof listOrders>[1]>][] = [
    ["first page", {}],
    ["a page in the middle", { cursor: middle }],
    ["the oldest", { sort: "oldest" }],
    ["highest total", { sort: "highest" }],
    ["by number", { q: "DT-1051234" }],
    ["by a bare number", { q: "1051234" }],
    ["by Stripe's payment", { q: "pi_made_51234" }],
    ["by a charge's beginning", { q: "ch_made_5123" }],
    ["by all payments", { q: "pi_" }],
    ["by no dispute", { q: "dp_nobody" }],
    ["by e-mail", { q: "customer51234@" }],
    ["by name", { q: "Customer 51234" }],
    ["by words in any order", { q: "51234 long customer" }],
    ["by two common words", { q: "customer road" }],
    ["by phone", { q: "0660 0051234" }],
    ["by last four digits", { q: "1234" }],
    ["by city", { q: "town 77" }],
    ["by product", { q: "Pressing 77" }],
    ["by what everybody has", { q: "example.com" }],
    ["by two letters", { q: "cu" }],
    ["by what nobody has", { q: "nobody-at-all" }],
    ["by what nobody has, 2", { q: "zq" }],
    ["processing", { states: ["processing"] }],
    ["partly refunded", { paymentStates: ["partially_refunded"] }],
    ["disputed (none)", { paymentStates: ["disputed"] }],
    ["shipped", { fulfilmentStates: ["shipped"] }],
    ["delivered (none)", { fulfilmentStates: ["delivered"] }],
    ["provisional", { provisional: true }],
    ["needs attention", { attention: true }],
    ["a month of days", { from: "2026-10-01", to: "2026-10-31" }],
    ["booked in a week", { bookedFrom: day(0), bookedTo: day(6) }],
    ["booked in a year", { bookedFrom: day(0), bookedTo: day(364) }],
    ["booked ever, from now on", { bookedFrom: day(0) }],
    ["nothing is booked", { bookedFrom: "2099-01-01" }],
    ["booked in a week, highest", { bookedFrom: day(0), bookedTo: day(6), sort: "highest" }],
    ["by amount", { minTotal: 20_400 }],
    ["amount, highest", { minTotal: 9_000, maxTotal: 9_010, sort: "highest" }],
    ["product, shipped, highest", { q: "Pressing 77", fulfilmentStates: ["shipped"], sort: "highest" }],
    ["refunded of a product", { q: "Pressing 51", paymentStates: ["partially_refunded"] }],
    ["common word, rare state", { q: "customer", states: ["processing"] }],
  ];
  console.log(`${orders} orders, medians of ${runs} runs`);
  for (const [name, filter] of pages) console.log(`  ${name.padEnd(26)} ${await median(shop, filter)} ms`);
  await db.$disconnect();
}
await rm(dir, { recursive: true, force: true });

/** A day so many days from now. */
function day(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}

async function median(shop: Shop, filter: Partial<Parameters<typeof listOrders>[1]>): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await listOrders(shop, { sort: "newest", limit: 50, ...filter });
    times.push(performance.now() - start);
  }
  return (times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN).toFixed(1);
}

async function cursorInTheMiddle(shop: Shop): Promise<string> {
  const row = await shop.db.order.findFirstOrThrow({ where: { number: 1_000_000 + orders / 2 } });
  return `${row.placedAt.getTime()}.${row.number}`;
}
