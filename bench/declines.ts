import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declineAttention } from "../packages/commerce/src/declines/decline-attention.ts";
import {
  getDeclineFigures,
  listDeclinedPayments,
  type Shop,
  systemClock,
} from "../packages/commerce/src/index.ts";
import { connect, migrate, startEmbeddedPostgres, withClient } from "../packages/db/src/index.ts";
import { manyOrders } from "./many-orders.ts";

// Measures the queries of the page of declined payments, and of Home for bursts, on a million declined attempts of a year:
// medians of 9 runs. Run: pnpm bench:declines
const orders = 20_000;
const triesEach = 50;
const runs = 9;

const manyDeclines = `
  insert into payment_failure (id, payment_intent_id, checkout_id, amount, currency, code, decline_code, method_type,
      method_label, method_last4, method_country, fingerprint, email, name, client_ip, failed_at)
    select 'ch_' || o.number || '_' || t, o.payment_intent_id, o.checkout_id, o.total_amount, 'eur', 'card_declined',
      case when t = 7 and o.number % 500 = 0 then 'stop_payment_order' when t % 3 = 0 then 'insufficient_funds'
        else 'generic_decline' end,
      'card', 'Visa', lpad((t * 31 % 10000)::text, 4, '0'), 'AT', 'card_' || (o.number * 7 + t) % 200000, o.email, o.name,
      '198.51.' || o.number % 200 || '.' || t, now() - make_interval(secs => random() * 365 * 24 * 3600)
    from "order" o, generate_series(1, ${triesEach}) t`;

const dir = mkdtempSync(join(tmpdir(), "dualtrack-bench-"));
{
  await using postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres") });
  const url = await postgres.database("bench");
  await migrate(url);
  await withClient(url, async (client) => {
    await client.query(manyOrders(orders));
    await client.query(manyDeclines);
    await client.query("vacuum analyze"); // as autovacuum would have done
  });
  const db = connect(url);
  // The functions read only these parts of a shop.
  const shop = { db, clock: systemClock, settings: { timeZone: "Europe/Vienna" } } as unknown as Shop;
  const list = (filter: object) => listDeclinedPayments(shop, { period: "30d", limit: 50, ...filter });
  console.log(`${orders * triesEach} declined attempts, medians of ${runs} runs`);
  const queries: [string, () => Promise<unknown>][] = [
    ["a page of 30 days", () => list({})],
    ["a rare reason", () => list({ reason: "stop_payment_order" })],
    ["one address", () => list({ address: "198.51.7.8" })],
    ["one card", () => list({ fingerprint: "card_4711" })],
    ["one e-mail address", () => list({ email: "customer4711@example.com" })],
    ["a name that few have", () => list({ q: "Customer 4711" })],
    ["figures of 24 hours", () => getDeclineFigures(shop, { period: "24h" })],
    ["figures of 30 days", () => getDeclineFigures(shop, { period: "30d" })],
    ["bursts, for Home", () => declineAttention(shop, { examples: 3 })],
  ];
  for (const [name, query] of queries) console.log(`  ${name.padEnd(22)} ${await median(query)} ms`);
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
