import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkoutTraceparent } from "@dualtrack/contract";
import { freePort } from "@dualtrack/db";
import { openTestShop, payAtStripe, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { ensureOwner } from "./database/owner.ts";
import { openBrowser } from "./testing/open-browser.ts";
import { openCollector, type ReceivedSpan } from "./testing/open-collector.ts";
import { eventually, subscribe } from "./testing/open-test-server.ts";
import { paymentOf } from "./testing/payment-of.ts";
import { mountTinyDisk } from "./testing/tiny-disk.ts";

// What processes write of themselves, as they run in production: a web and a worker, whose log is read, then by nobody.
const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

type Line = { msg: string } & Record<string, unknown>;

interface Running extends AsyncDisposable {
  child: ChildProcess;
  /** What it has logged so far. */
  text(): string;
  lines(): Line[];
  /** Resolves when it has ended by itself, as it was asked to. */
  stop(): Promise<void>;
}

async function start(variables: Record<string, string>, stdout: "pipe" | number = "pipe"): Promise<Running> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=DeprecationWarning", main], {
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...variables },
    stdio: ["ignore", stdout, "pipe", "ipc"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (said: string) => {
      text += said;
    });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const isReady = await Promise.race([
    new Promise<boolean>((done) => child.once("message", () => done(true))),
    ended.then(() => false),
  ]);
  if (!isReady) throw new Error(`It does not start: ${text}`);
  return {
    child,
    text: () => text,
    lines: () => text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : [])),
    async stop() {
      child.kill("SIGTERM");
      expect(await ended, text).toBe(0);
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL"); // only a test that failed leaves one behind
      await ended;
    },
  };
}

/** A shop, and what its processes are started with. */
async function openPlace() {
  const shop = await openTestShop();
  await ensureOwner(shop.db, { email: "owner@example.com", password: "a password of theirs", name: "Owner" });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const endpoint = await shop.stripe.webhookEndpoints.create({
    url: `${url}/webhooks/stripe`,
    enabled_events: ["*"],
  });
  const variables = {
    ...{ PORT: String(port), HOST: "127.0.0.1", DRAIN_SECONDS: "0", DATABASE_URL: shop.databaseUrl },
    MONITORING_FROM: "127.0.0.1",
    APP_SECRET: shop.settings.linkSecret,
    STRIPE_SECRET_KEY: shop.sandbox.secretKey,
    STRIPE_PUBLISHABLE_KEY: shop.sandbox.publishableKey,
    STRIPE_WEBHOOK_SECRET: endpoint.secret ?? "",
    STRIPE_API_BASE: shop.sandbox.url,
    EXCHANGE_RATES_URL: "http://127.0.0.1:9/rates.xml",
  };
  return { shop, url, variables, record: await stockedVariant(shop, { onHand: 50 }) };
}

const contact = { email: "mira.quill@post.example", name: "Mira Quillfeather" };
const shippingAddress = {
  ...{ line1: "77 Zephyr Lane", line2: "Door 14b" },
  ...{ postalCode: "1096", city: "Wolkersheim", state: "", country: "AT" },
};

/**
 * A customer buys a record in their browser. Stripe's call comes only when the success page's track has settled the order. Resolves
 * when its event is handled.
 */
async function buyAt(url: string, { shop, record }: { shop: TestShop; record: string }) {
  await shop.outside.noFaults();
  await shop.outside.fault({ kind: "webhook", action: "delay", delayMs: 60 * 60_000 });
  let traceparent = "00-11111111111111111111111111111111-2222222222222222-01";
  let cookie = "";
  const browser = openBrowser(url, {
    headers: () => ({ traceparent }),
    onCookie: (given) => {
      cookie = given;
    },
  });
  await browser.cart.get.query();
  await browser.cart.setLine.mutate({ variantId: record, quantity: 1 });
  const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
  traceparent = checkoutTraceparent(checkoutId); // as the shop's pages say
  const seen = { checkoutId, quoteNumber, contact, shippingAddress };
  const payment = paymentOf(await browser.checkout.prepare.mutate({ ...seen, paymentPage: "shop" }));
  const { paymentIntentId, clientSecret } = payment;
  const { payment_method: method } = await payAtStripe(shop, paymentIntentId);
  const { token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
  const { id: orderId } = await shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    select: { id: true },
  });
  await eventually(
    () => shop.db.order.count({ where: { id: orderId, state: "confirmed" } }),
    "the order is confirmed",
  );
  await shop.outside.flushDeliveries();
  const event = await eventually(
    () =>
      shop.db.webhookEvent.findFirst({
        where: { type: "payment_intent.succeeded", objectId: paymentIntentId, state: "processed" },
      }),
    "the event of the payment is handled",
  );
  await eventually(() => shop.db.mail.count({ where: { orderId, state: "sent" } }), "its mail is sent");
  return {
    checkoutId,
    paymentIntentId,
    clientSecret,
    token,
    orderId,
    eventId: event.id,
    cookie,
    method: String(method),
  };
}

/** How many lines of its log a web has dropped, as it says to monitoring. */
async function droppedBy(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^dualtrack_log_lines_dropped_total (\d+)/m.exec(text)?.[1] ?? 0);
}

test("a purchase is found by its ids in the log, and as traces from the browser's call to Stripe and the mail, without what is private; then log and collector fail, and orders are settled all the same", async () => {
  const place = await openPlace();
  const { shop, url, record } = place;
  await using _ = shop;
  await using collector = await openCollector();
  const variables = {
    ...place.variables,
    LOG_LEVEL: "debug",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector",
  };
  await using worker = await start({ ...variables, ROLE: "worker" });
  {
    await using web = await start({ ...variables, ROLE: "web" });
    const bought = await buyAt(url, { shop, record });
    const { checkoutId, paymentIntentId, orderId, eventId } = bought;
    const find = (process: Running, facts: object, msg: string) =>
      eventually(
        async () =>
          process
            .lines()
            .find(
              (line) =>
                line.msg === msg && Object.entries(facts).every(([name, value]) => line[name] === value),
            ),
        `${msg}: ${JSON.stringify(facts)}`,
      );
    const anId = expect.stringMatching(/./);
    // The browser's track: its call, and the job that it queued.
    const placed = await find(web, { orderId }, "an order is placed");
    expect(placed).toMatchObject({ requestId: anId, checkoutId, paymentIntentId });
    const synced = await find(worker, { job: "sync-payment", paymentIntentId }, "a job is done");
    const settled = await find(worker, { jobId: synced.jobId, orderId }, "a payment is settled");
    expect(settled).toMatchObject({ orderNumber: anId, checkoutId, paymentIntentId, track: "success_page" });
    // Stripe's track: the call of the webhook, and the job that handles the event.
    const stored = await find(web, { eventId }, "an event is stored");
    expect(stored).toMatchObject({ requestId: anId, objectId: paymentIntentId });
    await find(worker, { job: "handle-event", eventId }, "a job is done");
    const mailed = await find(worker, { orderId }, "a mail is sent");
    expect(mailed).toMatchObject({ job: "send-mail", jobId: anId, mailId: anId });
    // A page that is open all the time is no span.
    for await (const _message of subscribe(url, "orders.watch", { token: bought.token })) break;
    await web.stop(); // it sends its last spans
    await expectTraces(collector, bought);
    const { fingerprint = "", last4 } = (await shop.stripe.paymentMethods.retrieve(bought.method)).card ?? {};
    expectPrivate([web.text(), worker.text(), collector.raw()], {
      ...contact,
      ...{ street: shippingAddress.line1, door: shippingAddress.line2, city: shippingAddress.city },
      ...{ clientSecret: bought.clientSecret, token: bought.token, cookie: bought.cookie.split("=")[1] },
      ...{ method: bought.method, fingerprint, card: `"last4":"${last4}"` },
      webhookSecret: variables.STRIPE_WEBHOOK_SECRET,
      stripeKey: variables.STRIPE_SECRET_KEY,
      appSecret: variables.APP_SECRET,
      collector: "of-the-collector",
      database: variables.DATABASE_URL,
    });
  }
  {
    collector.mode = "hang";
    await using web = await start({ ...variables, ROLE: "web" });
    // The reader of the worker's log goes away.
    worker.child.stdout?.destroy();
    worker.child.stderr?.destroy();
    await buyAt(url, { shop, record });
    const begun = performance.now();
    await web.stop();
    expect(performance.now() - begun).toBeLessThan(12_000);
    collector.mode = "refuse";
  }
  using disk = mountTinyDisk(64);
  const file = disk === null ? "/dev/full" : join(disk.folder, "log");
  disk?.fill();
  await using web = await start({ ...variables, ROLE: "web" }, openSync(file, "a"));
  await buyAt(url, { shop, record });
  expect(await droppedBy(url)).toBeGreaterThanOrEqual(3);
  await Promise.all([web.stop(), worker.stop()]);
});

/** The spans of both tracks, as one follows from the other. */
async function expectTraces(collector: { spans: ReceivedSpan[] }, bought: Awaited<ReturnType<typeof buyAt>>) {
  const { checkoutId, paymentIntentId, orderId, eventId } = bought;
  const traceId = checkoutId.replaceAll("-", "");
  const find = (name: string, facts: object, ofTrace?: string) =>
    eventually(
      async () =>
        collector.spans.find(
          (span) =>
            span.name === name &&
            (ofTrace === undefined || span.traceId === ofTrace) &&
            Object.entries(facts).every(([fact, value]) => span.facts[`dualtrack.${fact}`] === value),
        ),
      `${name} ${JSON.stringify(facts)}`,
    );
  const parentOf = (span: ReceivedSpan) => collector.spans.find(({ spanId }) => spanId === span.parentId);
  /** The names of all that a span is part of, the next one first. */
  const around = (span: ReceivedSpan): string[] => {
    const parent = parentOf(span);
    return parent === undefined ? [] : [parent.name, ...around(parent)];
  };
  const procedure = await find("orders.place", { order_id: orderId }, traceId);
  expect(around(procedure)).toEqual(["POST /trpc"]);
  expect(parentOf(procedure)?.parentId).toBe(traceId.slice(16)); // the browser's own
  const statement = collector.spans.find(
    (span) => around(span)[1] === "orders.place" && span.facts["db.system.name"] === "postgresql",
  );
  expect(statement).toMatchObject({ kind: 3, facts: { "db.query.text": expect.stringContaining("$1") } });
  const job = await find("job sync-payment", { payment_intent_id: paymentIntentId }, traceId);
  expect(around(job)).toContain("orders.place");
  const asked = await find("Stripe GET /v1/payment_intents/:id", { object_id: paymentIntentId }, traceId);
  expect(asked).toMatchObject({
    facts: { "stripe.request_id": expect.stringMatching(/^req_/), "http.response.status_code": 200 },
  });
  expect(around(asked)).toEqual(expect.arrayContaining(["job sync-payment", "orders.place", "POST /trpc"]));
  const made = await find("Stripe POST /v1/payment_intents", { checkout_id: checkoutId }, traceId);
  expect(around(made)).toContain("checkout.prepare");
  const mail = await find("job send-mail", {}, traceId);
  expect(around(mail).at(-1)).toBe("POST /trpc");
  // Stripe's call begins a trace, which names that of the checkout; its job goes on with it.
  const called = await find("POST /webhooks/stripe", { event_id: eventId });
  expect(called).toMatchObject({ parentId: "", links: [traceId] });
  const handled = await find("job handle-event", { event_id: eventId }, called.traceId);
  expect(around(handled)).toContain("POST /webhooks/stripe");
  expect(collector.spans.filter(({ facts }) => /watch/.test(String(facts["rpc.method"])))).toEqual([]);
  expect(collector.spans.filter(({ hasFailed }) => hasFailed)).toEqual([]);
}

function expectPrivate(
  texts: readonly string[],
  secrets: Readonly<Record<string, string | null | undefined>>,
) {
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret?.length, name).toBeGreaterThan(5);
    for (const text of texts) expect(text.includes(secret ?? ""), `${name} is told`).toBe(false);
  }
}
