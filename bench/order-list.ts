import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listOrders, type Shop, systemClock } from "../packages/commerce/src/index.ts";
import { connect, migrate, startEmbeddedPostgres, withClient } from "../packages/db/src/index.ts";

// How long staff wait for a page of the orders list on 100,000 orders: medians of 15 runs. Run: pnpm bench:order-list
const orders = 100_000;
const runs = 15;

const fill = `
  insert into product (id, slug, kind, title, artist, description, artwork)
    select gen_random_uuid(), 'record-' || n, 'physical', 'Record ' || n, 'Band', '', 'sleeve' from generate_series(1, 100) n;
  insert into variant (id, product_id, sku, title) select gen_random_uuid(), id, slug, '' from product;
  create temp table made as
    select n, gen_random_uuid() as checkout_id, gen_random_uuid() as order_id, 500 + (n * 7919) % 20000 as total,
      now() - make_interval(secs => n * 60) as at from generate_series(1, ${orders}) n;
  insert into checkout (id, state, owner_hash, currency, subtotal_amount, shipping_amount, total_amount, expires_at, next_sync_at)
    select checkout_id, 'completed', '', 'eur', total, 0, total, at, at from made;
  insert into payment (payment_intent_id, checkout_id, status, amount, amount_received, currency, charge_id, observed_at)
    select 'pi_' || n, checkout_id, 'succeeded', total, total, 'eur', 'ch_' || n, at from made;
  insert into "order" (id, number, checkout_id, payment_intent_id, state, is_provisional, payment_state, currency,
      subtotal_amount, shipping_amount, total_amount, email, name, placed_at, confirmed_at)
    select order_id, 1000 + n, checkout_id, 'pi_' || n, 'confirmed', false,
      (case when n % 50 = 0 then 'partially_refunded' else 'paid' end)::order_payment_state, 'eur',
      total, 0, total, 'customer' || n || '@example.com', 'Customer ' || n, at, at from made;
  insert into order_line (id, order_id, variant_id, position, product_title, artist, variant_title, sku, unit_amount, quantity, amount)
    select gen_random_uuid(), m.order_id, v.id, 0, p.title, 'Band', '', v.sku, m.total, 1, m.total
    from made m join product p on p.slug = 'record-' || (1 + m.n % 100) join variant v on v.product_id = p.id;
  analyze;
`;

const dir = mkdtempSync(join(tmpdir(), "dualtrack-bench-"));
{
  await using postgres = await startEmbeddedPostgres({ dir: join(dir, "postgres") });
  const url = await postgres.database("bench");
  await migrate(url);
  await withClient(url, async (client) => {
    await client.query(fill);
  });
  const db = connect(url);
  // The list reads the database and the clock alone.
  const shop = { db, clock: systemClock } as Shop;
  const middle = await cursorInTheMiddle(shop);
  const pages: [name: string, filter: Partial<Parameters<typeof listOrders>[1]>][] = [
    ["first page", {}],
    ["a page in the middle", { cursor: middle }],
    ["by number", { q: "DT-51234" }],
    ["by e-mail", { q: "customer51234@" }],
    ["by product", { q: "Record 77" }],
    ["highest total", { sort: "highest" }],
    ["partly refunded", { paymentStates: ["partially_refunded"] }],
    ["needs attention", { attention: true }],
  ];
  console.log(`${orders} orders, medians of ${runs} runs`);
  for (const [name, filter] of pages) console.log(`  ${name.padEnd(22)} ${await median(shop, filter)} ms`);
  await db.$disconnect();
}
await rm(dir, { recursive: true, force: true });

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
  const row = await shop.db.order.findFirstOrThrow({ where: { number: 1_000 + orders / 2 } });
  return `${row.placedAt.getTime()}.${row.number}`;
}
