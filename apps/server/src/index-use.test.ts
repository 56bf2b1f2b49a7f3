import { getAttention, runJob } from "@dualtrack/commerce";
import { openWorkerLease, withClient } from "@dualtrack/db";
import {
  buy,
  contact,
  type ExecutedPlan,
  payAtStripe,
  recordPlans,
  runJobs,
  type Scan,
  shippingAddress,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import type { JobHelpers } from "graphile-worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { healthDetails } from "./http/health.ts";
import { scheduledTasks } from "./jobs/schedules.ts";
import { eventually, openTestServer, type TestServer } from "./testing/open-test-server.ts";
import { paymentOf } from "./testing/payment-of.ts";

/** Tables with rows for each cart, checkout, order, event: a big shop has millions. */
const growing = new Set([
  "cart",
  "cart_line",
  "checkout",
  "checkout_line",
  "checkout_quote",
  "checkout_quote_line",
  "reservation",
  "booking",
  "discount_use",
  "tax_calculation",
  "tax_record",
  "payment_session",
  "payment",
  "payment_failure",
  "refund",
  "refund_line",
  "order",
  "order_line",
  "order_tax",
  "order_event",
  "order_note",
  "order_search",
  "invoice",
  "invoice_tax",
  "shipment",
  "shipment_line",
  "mail",
  "webhook_event",
  "webhook_attempt",
  "stripe_call",
  "stock_movement",
  "call_count",
]);

/**
 * A table that had rows keeps their pages, also when all of them were removed: a vacuum would give back the pages, and to the planner a
 * table without pages is empty whatever its estimate says.
 */
function keepPages(shop: TestShop): Promise<void> {
  return withClient(shop.databaseUrl, async (client) => {
    for (const table of growing) await client.query(`alter table "${table}" set (autovacuum_enabled = off)`);
  });
}

/** By the planner's estimate each of these tables has a million rows in a page. One without rows stays empty. */
function pretendToBeBig(shop: TestShop): Promise<void> {
  return withClient(shop.databaseUrl, async (client) => {
    await client.query("analyze");
    for (const table of growing) {
      await client.query(
        `select pg_restore_relation_stats('schemaname', 'public', 'relname', $1::text, 'relpages', 1, 'reltuples', 1000000::real)`,
        [table],
      );
    }
  });
}

/**
 * Statements that read the whole of a growing table, or of an index that is not partial, or as many of its rows as the shop has orders: a
 * condition that all of them fulfil is none.
 */
async function readingAll(shop: TestShop, plans: readonly ExecutedPlan[]): Promise<string[]> {
  const { indices, sizes } = await withClient(shop.databaseUrl, async (client) => {
    const { rows } = await client.query<{ index: string; table: string; isPartial: boolean }>(
      `select i.relname as index, c.relname as "table", indpred is not null as "isPartial"
       from pg_index join pg_class c on c.oid = indrelid join pg_class i on i.oid = indexrelid`,
    );
    const { rows: tables } = await client.query<{ table: string; bytes: string }>(
      `select relname as "table", pg_relation_size(oid) as bytes from pg_class where relnamespace = 'public'::regnamespace`,
    );
    return {
      indices: new Map(rows.map((row) => [row.index, row])),
      sizes: new Map(tables.map(({ table, bytes }) => [table, Number(bytes)])),
    };
  });
  const isWhole = ({ type, table, index, hasCondition, isLimited, rows }: Scan) => {
    const { table: indexed = table ?? "", isPartial = false } = indices.get(index ?? "") ?? {};
    const isBig = growing.has(indexed) && (sizes.get(indexed) ?? 0) > 0;
    if (type === "Bitmap Heap Scan" || !isBig) return false;
    return rows >= orders || type === "Seq Scan" || (!hasCondition && !isPartial && !isLimited);
  };
  const found = plans.flatMap(({ statement, scans }) =>
    scans
      .filter(isWhole)
      .map(({ type, table, index }) => `${type} of ${index ?? table}: ${statement.replaceAll(/\s+/g, " ")}`),
  );
  return [...new Set(found)];
}

/** More than what any list or check reads of the newest. */
const orders = 60;

/** A shop whose orders are older than what reports and checks look back at. */
async function openServerWithOrders(): Promise<TestServer> {
  const server = await openTestServer({ hasWorker: false });
  const { shop } = server;
  await keepPages(shop);
  const age = 50 * 24 * 60 * 60_000;
  shop.clock.advance(-age);
  const variantId = await stockedVariant(shop, { onHand: orders });
  for (let order = 0; order < orders; order += 4)
    await Promise.all(Array.from({ length: 4 }, () => buy(shop, { [variantId]: 1 })));
  await runJobs(shop);
  shop.clock.advance(age);
  await pretendToBeBig(shop);
  return server;
}

/** A guest who buys one unit each time, through the whole server. */
async function buyerOf(server: TestServer): Promise<() => Promise<void>> {
  const { shop } = server;
  const variantId = await stockedVariant(shop, { onHand: 9 });
  return async () => {
    const browser = server.browser();
    await browser.catalog.list.query();
    await browser.cart.get.query();
    await browser.cart.add.mutate({ variantId, quantity: 1 });
    const { id: checkoutId } = await browser.checkout.start.mutate();
    const { country, postalCode, state } = shippingAddress;
    const destination = { country, postalCode, state };
    const { quoteNumber } = await browser.checkout.quote.mutate({ checkoutId, destination });
    const prepared = await browser.checkout.prepare.mutate({
      checkoutId,
      quoteNumber,
      contact,
      shippingAddress,
    });
    const { paymentIntentId, clientSecret } = paymentOf(prepared);
    await payAtStripe(shop, paymentIntentId);
    const { token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
    await runJob(shop, "sync-payment", { paymentIntentId, track: "success_page" });
    const event = await eventually(
      () => shop.db.webhookEvent.findFirst({ where: { objectId: paymentIntentId } }),
      "its webhook has come",
    );
    await runJob(shop, "handle-event", { eventId: event.id });
    await browser.orders.byToken.query({ token });
    for (const { id: mailId } of await shop.db.mail.findMany({ where: { order: { checkoutId } } }))
      await runJob(shop, "send-mail", { mailId });
  };
}

let server: TestServer;
beforeAll(async () => {
  server = await openServerWithOrders();
}, 120_000);
afterAll(() => server[Symbol.asyncDispose]());

test("an order finds its rows by indices, however many there are", async () => {
  const plans = await recordPlans(await buyerOf(server));
  expect(plans.length).toBeGreaterThan(100);
  expect(await readingAll(server.shop, plans)).toEqual([]);
});

test("what runs by the clock finds its rows by indices", async () => {
  const { shop } = server;
  const lease = await openWorkerLease(shop.databaseUrl, () => {});
  // The audit compares everything, once a night.
  const tasks = Object.entries(scheduledTasks(shop, lease)).filter(
    ([name]) => name !== "audit-ledger-nightly",
  );
  expect(tasks.length).toBeGreaterThan(10);
  const helpers = { job: { id: "1" } } as JobHelpers;
  const plans = await recordPlans(async () => {
    for (const [, task] of tasks) await task?.({}, helpers);
  });
  await lease.close();
  expect(await readingAll(server.shop, plans)).toEqual([]);
});

test("what Home warns of, the health checks and the metrics find their rows by indices", async () => {
  const { shop } = server;
  const plans = await recordPlans(async () => {
    await getAttention(shop);
    await healthDetails(shop);
    const headers = { authorization: `Bearer ${server.monitoringToken}` };
    expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(200);
  });
  expect(await readingAll(server.shop, plans)).toEqual([]);
});
