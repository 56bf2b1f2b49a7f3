import { request } from "node:http";
import { auditLedger, syncOrders } from "@dualtrack/commerce";
import { withClient } from "@dualtrack/db";
import { buy, contact, payAtStripe, shippingAddress, stockedVariant, stockOf } from "@dualtrack/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, openTestServer, subscribe, type TestServer } from "../testing/open-test-server.ts";
import { paymentOf } from "../testing/payment-of.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const confirmedOrder = (checkoutId: string) =>
  eventually(
    () => server.shop.db.order.findFirst({ where: { checkoutId, state: "confirmed" } }),
    "the order is confirmed",
  );

function callWebhook(body: string, signature?: string): Promise<Response> {
  const headers: Record<string, string> = signature === undefined ? {} : { "stripe-signature": signature };
  return fetch(`${server.url}/webhooks/stripe`, { method: "POST", body, headers });
}

function sign(payload: string, timestamp = Math.floor(Date.now() / 1000)): string {
  return server.shop.stripe.webhooks.generateTestHeaderString({
    payload,
    secret: server.webhookSecret,
    timestamp,
  });
}

function changeCart(path: string, input: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/trpc/${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}

/** A customer who fills in everything over HTTP, up to the moment of paying. */
async function checkoutOverHttp(variantId: string, quantity = 1) {
  const browser = server.browser();
  await browser.cart.get.query();
  await browser.cart.add.mutate({ variantId, quantity });
  const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
  const sent = { checkoutId, quoteNumber, contact, shippingAddress };
  const checkout = await browser.checkout.prepare.mutate(sent);
  return { browser, checkout: { ...checkout, ...paymentOf(checkout) } };
}

describe("the webhook route", () => {
  test("confirms an order whose customer never came back", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const { checkout } = await checkoutOverHttp(record);
    await payAtStripe(server.shop, checkout.paymentIntentId);
    const order = await confirmedOrder(checkout.id);
    const timeline = await server.shop.db.orderEvent.findMany({
      where: { orderId: order.id },
      orderBy: { id: "asc" },
    });
    expect(timeline.map(({ kind, track }) => [kind, track])).toEqual([
      ["placed", "webhook"],
      ["confirmed", "webhook"],
    ]);
  });

  test("refuses a wrong, an old and a missing signature, and keeps each call for staff to see", async () => {
    const body = JSON.stringify({
      id: "evt_forged",
      object: "event",
      type: "payment_intent.succeeded",
      data: { object: {} },
    });
    const now = Math.floor(Date.now() / 1000);
    const before = await server.shop.db.webhookRejection.count();
    expect((await callWebhook(body, "t=1,v1=deadbeef")).status).toBe(400);
    expect((await callWebhook(body, sign(`${body} `, now))).status).toBe(400);
    expect((await callWebhook(body, sign(body, now - 301))).status).toBe(400);
    expect((await callWebhook(body)).status).toBe(400);
    expect((await callWebhook("not json", sign("not json"))).status).toBe(400);
    expect((await callWebhook("x".repeat(1_100_000), "t=1,v1=00")).status).toBe(413);
    expect(await server.shop.db.webhookRejection.count()).toBe(before + 6);
    expect(
      await server.shop.db.webhookRejection.findFirst({ orderBy: { receivedAt: "desc" } }),
    ).toMatchObject({ reason: "too_large: request entity too large", bodyStart: "" });
    expect(await server.shop.db.webhookEvent.findUnique({ where: { id: "evt_forged" } })).toBeNull();
  });

  test("takes the same event twice at once, stores it once, and answers 200 to both", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const bought = await buy(server.shop, { [record]: 1 });
    await confirmedOrder(bought.id);
    const { data } = await server.shop.stripe.events.list({ type: "payment_intent.succeeded", limit: 1 });
    const body = JSON.stringify({ ...data[0], id: "evt_doubled" });
    const answers = await Promise.all([1, 2, 3].map(() => callWebhook(body, sign(body))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await eventually(
      () =>
        server.shop.db.webhookEvent.findFirst({
          where: { id: "evt_doubled", state: "processed", attempts: 1 },
        }),
      "the event is processed",
    );
    expect(await stockOf(server.shop, record)).toEqual({ onHand: 2, reserved: 0 });
  });

  test("stores events that are not about our payments as ignored", async () => {
    const customer = await server.shop.stripe.customers.create({ email: "somebody@example.com" });
    const intent = await server.shop.stripe.paymentIntents.create({ amount: 900, currency: "eur" });
    for (const objectId of [customer.id, intent.id])
      await eventually(
        () => server.shop.db.webhookEvent.findFirst({ where: { objectId, state: "ignored" } }),
        `the event about ${objectId} is ignored`,
      );
  });
});

describe("payments found without webhooks", () => {
  test("webhook lost and browser dead: the sync finds the payment and makes the order", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    await server.shop.outside.fault({ kind: "webhook", action: "lose" });
    const { checkout } = await checkoutOverHttp(record);
    await payAtStripe(server.shop, checkout.paymentIntentId);
    const report = await syncOrders(server.shop, { dueOnly: false });
    await server.shop.outside.noFaults();
    expect(report.synced).toBeGreaterThanOrEqual(1);
    expect(report.failed).toBe(0);
    await confirmedOrder(checkout.id);
  });

  test("webhooks late, doubled and out of order end in one confirmed order", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    await server.shop.outside.fault({ kind: "webhook", action: "duplicate" });
    await server.shop.outside.fault({ kind: "webhook", action: "reorder" });
    await server.shop.outside.fault({ kind: "webhook", action: "delay", delayMs: 60_000 });
    const bought = await buy(server.shop, { [record]: 1 });
    await confirmedOrder(bought.id); // by the success page's own sync
    await server.shop.outside.noFaults();
    await server.shop.outside.advance(120_000);
    await eventually(async () => {
      const rows = await server.shop.db.webhookEvent.findMany({
        where: { objectId: bought.paymentIntentId, type: "payment_intent.succeeded" },
      });
      return rows.length > 0 && rows.every(({ state }) => state === "processed");
    }, "the late event is processed");
    expect(await stockOf(server.shop, record)).toEqual({ onHand: 2, reserved: 0 });
    expect(await server.shop.db.mail.count({ where: { orderId: bought.orderId } })).toBe(1);
  });

  test("Stripe fails while an event is handled: it is kept as failed and tried again", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const { checkout } = await checkoutOverHttp(record);
    await server.shop.outside.fault({
      kind: "api",
      action: "error",
      when: "before",
      method: "GET",
      path: "/v1/payment_intents",
      status: 500,
      times: 3,
    });
    await payAtStripe(server.shop, checkout.paymentIntentId);
    await confirmedOrder(checkout.id);
    await server.shop.outside.noFaults();
  });
});

describe("an order's page", () => {
  test("shows the provisional order, then says by itself that it is confirmed", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const { browser, checkout } = await checkoutOverHttp(record);
    await server.shop.outside.fault({
      kind: "api",
      action: "latency",
      when: "before",
      method: "GET",
      path: "/v1/payment_intents",
      latencyMs: 150,
    });
    await payAtStripe(server.shop, checkout.paymentIntentId);
    const { paymentIntentId, clientSecret } = checkout;
    const { order, token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
    expect(order).toMatchObject({ state: "processing", isProvisional: true, total: { amount: 2_590 } });

    const seen: string[] = [];
    for await (const message of subscribe(server.url, "orders.watch", { token })) {
      const { state } = message as { state: string };
      seen.push(state);
      if (state === "confirmed") break;
    }
    await server.shop.outside.noFaults();
    expect(seen.at(-1)).toBe("confirmed");
  });

  test("shows nothing without the client secret or a signed link", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const bought = await buy(server.shop, { [record]: 1 });
    const anonymousClient = server.browser();
    for (const clientSecret of ["guess", `${bought.paymentIntentId}_secret_`])
      await expect(
        anonymousClient.orders.place.mutate({ paymentIntentId: bought.paymentIntentId, clientSecret }),
      ).rejects.toMatchObject({ data: { refusal: { code: "ORDER_NOT_FOUND" }, httpStatus: 404 } });
    for (const token of [bought.orderId, `${bought.orderId}.`, `${bought.orderId}.AAAA`])
      await expect(anonymousClient.orders.byToken.query({ token })).rejects.toMatchObject({
        data: { refusal: { code: "ORDER_NOT_FOUND" } },
      });
  });
});

test("200 buyers for 20 records at once: 20 orders, 180 clear refusals, nothing left, books clean", async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  const record = await stockedVariant(server.shop, { onHand: 20 });
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, async (_, buyer) => {
      await new Promise((done) => setTimeout(done, (seed * (buyer + 1)) % 97)); // in another order each run
      try {
        const { browser, checkout } = await checkoutOverHttp(record);
        await payAtStripe(server.shop, checkout.paymentIntentId);
        const { paymentIntentId, clientSecret } = checkout;
        await browser.orders.place.mutate({ paymentIntentId, clientSecret });
        return checkout.id;
      } catch (error) {
        const code = (error as { data?: { refusal?: { code?: string } } }).data?.refusal?.code;
        return code === "OUT_OF_STOCK" ? code : error;
      }
    }),
  );
  const refused = outcomes.filter((outcome) => outcome === "OUT_OF_STOCK");
  const orders = outcomes.filter(
    (outcome) => typeof outcome === "string" && outcome !== "OUT_OF_STOCK",
  ) as string[];
  expect(outcomes.filter((outcome) => typeof outcome !== "string")).toEqual([]);
  expect([orders.length, refused.length]).toEqual([20, 180]);
  for (const checkoutId of orders) await confirmedOrder(checkoutId);
  expect(await stockOf(server.shop, record)).toEqual({ onHand: 0, reserved: 0 });
  const { violations } = await auditLedger(server.shop);
  expect(violations).toEqual([]);
}, 120_000);

test("the database ends every connection: the server goes on, with live updates and jobs", async () => {
  server.shop.log.expectErrors(/./); // whoever was connected says so
  const record = await stockedVariant(server.shop, { onHand: 3 });
  await withClient(server.shop.databaseUrl, (client) =>
    client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    ),
  );
  await eventually(async () => (await fetch(`${server.url}/readyz`)).ok, "the server is ready again");
  const { browser, checkout } = await eventually(
    () => checkoutOverHttp(record).catch(() => null),
    "a customer can check out again",
  );
  const { paymentIntentId, clientSecret } = checkout;
  await payAtStripe(server.shop, paymentIntentId);
  const { token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
  for await (const message of subscribe(server.url, "orders.watch", { token }))
    if ((message as { state: string }).state === "confirmed") break;
  expect(server.shop.log.errors.map(({ text }) => text)).toContain("bus");
});

describe("the host", () => {
  test("refuses what a page of another site sends in a customer's name", async () => {
    const call = (origin: string) =>
      fetch(`${server.url}/trpc/checkout.start`, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
      });
    expect((await call("https://evil.example")).status).toBe(403);
    expect((await call("null")).status).toBe(403); // a form that another site redirected
    expect((await call(server.url)).status).toBe(409); // it gets as far as the empty cart
    expect((await call(server.url.replace("http:", "https:"))).status).toBe(403);
    expect((await call("http://127.0.0.1:1")).status).toBe(403);
    expect((await call("https://admin.example")).status).toBe(409); // configured beside the public address
  });

  test("ignores the Host header: behind a proxy that rewrites it only the shop's own pages may call", async () => {
    const call = (host: string, origin: string) =>
      postWithHost(`${server.url}/trpc/checkout.start`, { host, origin, "content-type": "application/json" });
    expect(await call("backend:8080", server.url)).toBe(409);
    expect(await call("evil.example", "https://evil.example")).toBe(403);
    expect(await call("evil.example", "http://evil.example")).toBe(403);
  });

  test("answers text that the database can't store as bad input", async () => {
    for (const slug of ["a\0b", "\ud800"]) {
      const bad = server.browser().catalog.product.query({ slug });
      await expect(bad).rejects.toMatchObject({ data: { code: "BAD_REQUEST" } });
    }
  });

  test("answers bad input with the wrong field, and with no internal details", async () => {
    const bad = server.browser().cart.add.mutate({ variantId: "no-id", quantity: 1 });
    await expect(bad).rejects.toMatchObject({
      data: { code: "BAD_REQUEST", fields: { variantId: expect.any(Array) } },
    });
    const response = await fetch(`${server.url}/trpc/orders.list`);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain("at ");
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  test("gives a guest's cart a cookie that scripts can't read, and only with a change", async () => {
    const variantId = await stockedVariant(server.shop, { onHand: 3 });
    const [page, read, change] = await Promise.all([
      fetch(`${server.url}/cart`, { headers: { accept: "text/html,*/*" } }),
      fetch(`${server.url}/trpc/cart.get`),
      changeCart("cart.add", { variantId, quantity: 1 }),
    ]);
    expect(change.headers.get("set-cookie")).toMatch(/^dualtrack_cart=[\w-]{32}; .*HttpOnly; SameSite=Lax/);
    // An answer that only reads may come after the first change's, and must not replace its cookie.
    expect([page.headers.get("set-cookie"), read.headers.get("set-cookie")]).toEqual([null, null]);
    // `private` comes with a page of the built storefront.
    expect(page.headers.get("cache-control")).toMatch(/^(private, )?no-cache$/);
  });

  test("keeps what a page's first changes put into the cart at the same time, before it has a cookie", async () => {
    const record = await stockedVariant(server.shop, { onHand: 3 });
    const shirt = await stockedVariant(server.shop, { onHand: 3 });
    const page = { "x-page": "p".repeat(32) };
    const answers = await Promise.all(
      [record, shirt, record].map((variantId) => changeCart("cart.add", { variantId, quantity: 1 }, page)),
    );
    const cookies = new Set(answers.map((answer) => answer.headers.get("set-cookie")?.split(";")[0]));
    expect(cookies.size).toBe(1);
    const [cookie = ""] = cookies;
    expect(cookie).not.toContain("ppp");
    const cart: unknown = await (await fetch(`${server.url}/trpc/cart.get`, { headers: { cookie } })).json();
    expect(cart).toMatchObject({ result: { data: { count: 3 } } });
    const another = await changeCart(
      "cart.add",
      { variantId: record, quantity: 1 },
      { "x-page": "q".repeat(32) },
    );
    expect(another.headers.get("set-cookie")).not.toContain(cookie);
  });
});

/** The status of an answer; unlike `fetch`, Node's own client sends whatever Host it is told. */
function postWithHost(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", headers }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
    call.once("error", reject).end();
  });
}
