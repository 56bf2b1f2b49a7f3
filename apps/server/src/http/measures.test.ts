import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { checkAlerts, expireCheckouts, startCheckout } from "@dualtrack/commerce";
import {
  contact,
  guestWith,
  payAtStripe,
  reservationMs,
  shippingAddress,
  stockedVariant,
  turn,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseEnv } from "../config/read-env.ts";
import { processMetrics } from "../processes/process-metrics.ts";
import { eventually, openTestServer, type TestServer } from "../testing/open-test-server.ts";
import { paymentOf } from "../testing/payment-of.ts";
import { createWorkerApp } from "./worker-app.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

/** The values of a metric, by its labels as they are written. */
async function valuesOf(name: string): Promise<Record<string, number>> {
  const headers = { authorization: `Bearer ${server.monitoringToken}` };
  const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line === name || line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .map((line) => {
        const at = line.lastIndexOf(" ");
        return [line.slice(name.length, at), Number(line.slice(at + 1))];
      }),
  );
}

test("a sale is measured on each of its ways", async () => {
  const { shop } = server;
  const variantId = await stockedVariant(shop, { onHand: 1 });
  const browser = server.browser();
  await browser.cart.add.mutate({ variantId, quantity: 1 });
  const { id: checkoutId } = await browser.checkout.start.mutate();
  expect(await valuesOf("dualtrack_reservations_held")).toEqual({ "": 1 });
  const { country, postalCode, state } = shippingAddress;
  const { quoteNumber } = await browser.checkout.quote.mutate({
    checkoutId,
    destination: { country, postalCode, state },
  });
  const prepared = await browser.checkout.prepare.mutate({
    checkoutId,
    quoteNumber,
    contact,
    shippingAddress,
  });
  const { paymentIntentId, clientSecret } = paymentOf(prepared);
  await expect(
    payAtStripe(shop, paymentIntentId, "pm_card_visa_chargeDeclinedInsufficientFunds"),
  ).rejects.toThrow();
  await payAtStripe(shop, paymentIntentId);
  const paid = { paymentIntentId, clientSecret, sincePaidMs: 400 };
  await browser.orders.place.mutate(paid);
  await browser.orders.place.mutate({ ...paid, sincePaidMs: 600_000 }); // the same order: it counts once
  await eventually(() => shop.db.order.findFirst({ where: { checkoutId, state: "confirmed" } }), "confirmed");
  await eventually(
    () => shop.db.webhookEvent.count({ where: { objectId: paymentIntentId, state: "processed" } }),
    "its events are handled",
  );
  await eventually(
    () => shop.db.mail.findFirst({ where: { order: { checkoutId }, state: "sent" } }),
    "mailed",
  );
  const someoneLate = guestWith(shop, { [variantId]: 1 });
  await expect(someoneLate).rejects.toMatchObject({ code: "OUT_OF_STOCK" });

  expect(await valuesOf("dualtrack_reservation_duration_seconds_count")).toEqual({
    '{outcome="reserved"}': 1,
  });
  expect(await valuesOf("dualtrack_payment_to_order_seconds_count")).toEqual({ '{page="shop"}': 1 });
  const [sum = 0] = Object.values(await valuesOf("dualtrack_payment_to_order_seconds_sum"));
  expect(sum).toBeGreaterThan(0.4);
  expect(sum).toBeLessThan(60);
  const settled = await valuesOf("dualtrack_payments_settled_total");
  expect(Object.values(settled)).toEqual([1]);
  expect(Object.keys(settled)[0]).toContain('outcome="confirmed"');
  await eventually(
    async () => '{reason="insufficient_funds"}' in (await valuesOf("dualtrack_payments_declined_total")),
    "the declined attempt is counted",
  );
  expect(Object.values(await valuesOf("dualtrack_webhook_calls_total"))[0]).toBeGreaterThan(0);
  expect(Object.keys(await valuesOf("dualtrack_webhook_delay_seconds_count")).sort()).toEqual([
    '{until="delivered"}',
    '{until="handled"}',
  ]);
  expect(await valuesOf("dualtrack_webhook_duration_seconds_count")).toHaveProperty([
    '{outcome="processed"}',
  ]);
  expect(await valuesOf("dualtrack_mails_total")).toHaveProperty(['{outcome="sent"}']);
  expect(await valuesOf("dualtrack_job_duration_seconds_count")).toHaveProperty([
    '{task="handle-event",outcome="done"}',
  ]);
  const requests = Object.keys(await valuesOf("dualtrack_stripe_request_duration_seconds_count"));
  expect(requests).toContain('{operation="POST /v1/payment_intents/:id/confirm",outcome="refused"}');
  expect(requests).toContain('{operation="GET /v1/payment_intents/:id",outcome="ok"}');
  expect(requests.join()).not.toContain(paymentIntentId);
  expect(await valuesOf("dualtrack_stripe_circuit_open")).toEqual({
    '{service="api"}': 0,
    '{service="tax"}': 0,
  });
});

test("a browser's nonsense is refused, and an old order's page is no first view", async () => {
  const { shop } = server;
  const input = { paymentIntentId: "pi_1", clientSecret: "none" };
  for (const sincePaidMs of [-1, 600_001, 0.5])
    await expect(server.browser().orders.place.mutate({ ...input, sincePaidMs })).rejects.toMatchObject({
      data: { code: "BAD_REQUEST" },
    });
  const before = await valuesOf("dualtrack_payment_to_order_seconds_count");
  const session = await shop.db.paymentSession.findFirstOrThrow({
    where: { checkout: { state: "completed" } },
  });
  shop.clock.advance(16 * 60_000);
  const again = { paymentIntentId: session.paymentIntentId ?? "", clientSecret: session.clientSecret ?? "" };
  await server.browser().orders.place.mutate({ ...again, sincePaidMs: 600_000 });
  expect(await valuesOf("dualtrack_payment_to_order_seconds_count")).toEqual(before);
});

test("what is held too long, switched off, open as an alert or streamed is a figure of its own", async () => {
  const { shop } = server;
  const variantId = await stockedVariant(shop, { onHand: 5 });
  await startCheckout(shop, { cartToken: await guestWith(shop, { [variantId]: 2 }) });
  shop.clock.advance(reservationMs + 11 * 60_000);
  expect(Object.values(await valuesOf("dualtrack_reservation_overdue_seconds"))[0]).toBeCloseTo(660, -1);
  await checkAlerts(shop);
  expect(await valuesOf("dualtrack_alerts_open")).toHaveProperty(['{severity="urgent"}'], 1);
  await expireCheckouts(shop);
  expect(await valuesOf("dualtrack_reservation_overdue_seconds")).toEqual({ "": 0 });
  expect(await valuesOf("dualtrack_reservation_expiries_total")).toHaveProperty(['{outcome="ended"}']);
  await turn(shop, "off", "discounts");
  expect(await valuesOf("dualtrack_switch_on")).toMatchObject({
    '{switch="discounts"}': 0,
    '{switch="reservations"}': 1,
  });
  expect(await valuesOf("dualtrack_workers")).toEqual({ "": 1 });
  expect(await valuesOf("dualtrack_variants_oversold")).toEqual({ "": 0 });
  expect(await valuesOf("dualtrack_live_streams")).toEqual({ "": 0 });
});

test("a process that only runs jobs answers with its own figures, to monitoring alone", async () => {
  const { shop, monitoringToken } = server;
  const env = parseEnv({ MONITORING_TOKEN: monitoringToken });
  let isStopping = false;
  const app = createWorkerApp(shop, env, {
    ofProcess: processMetrics(shop.measures),
    isStopping: () => isStopping,
  });
  const worker = createServer(app);
  await new Promise<void>((done) => worker.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
  try {
    shop.measures.record("mails_total", { outcome: "sent" });
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${monitoringToken}` } });
    expect(await answer.text()).toContain('dualtrack_mails_total{outcome="sent"} 1');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    isStopping = true;
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/admin/`)).status).toBe(404);
  } finally {
    await new Promise((done) => worker.close(done));
  }
});
