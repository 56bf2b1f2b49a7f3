import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@dualtrack/db";
import {
  contact,
  openTestShop,
  payAtStripe,
  shippingAddress,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { ensureOwner } from "./database/owner.ts";
import { openBrowser } from "./testing/open-browser.ts";
import { eventually } from "./testing/open-test-server.ts";
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

/** A customer buys a record in their browser. Resolves when the order is confirmed, and its event handled. */
async function buyAt(url: string, { shop, record }: { shop: TestShop; record: string }) {
  const browser = openBrowser(url);
  await browser.cart.get.query();
  await browser.cart.setLine.mutate({ variantId: record, quantity: 1 });
  const { id: checkoutId, quoteNumber } = await browser.checkout.start.mutate();
  const seen = { checkoutId, quoteNumber, contact, shippingAddress };
  const payment = paymentOf(await browser.checkout.prepare.mutate({ ...seen, paymentPage: "shop" }));
  const { paymentIntentId, clientSecret } = payment;
  await payAtStripe(shop, paymentIntentId);
  const { token } = await browser.orders.place.mutate({ paymentIntentId, clientSecret });
  const { id: orderId } = await shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    select: { id: true },
  });
  const event = await eventually(
    () =>
      shop.db.webhookEvent.findFirst({
        where: { type: "payment_intent.succeeded", objectId: paymentIntentId, state: "processed" },
      }),
    "the event of the payment is handled",
  );
  await eventually(
    () => shop.db.order.count({ where: { id: orderId, state: "confirmed" } }),
    "the order is confirmed",
  );
  await eventually(() => shop.db.mail.count({ where: { orderId, state: "sent" } }), "its mail is sent");
  return { checkoutId, paymentIntentId, clientSecret, token, orderId, eventId: event.id };
}

/** How many lines of its log a web has dropped, as it says to monitoring. */
async function droppedBy(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^dualtrack_log_lines_dropped_total (\d+)/m.exec(text)?.[1] ?? 0);
}

test("the lines of a purchase are found by its ids on both tracks; then the log has no reader, and no disk, and orders are settled all the same", async () => {
  const { shop, url, variables, record } = await openPlace();
  await using _ = shop;
  await using worker = await start({ ...variables, ROLE: "worker" });
  {
    await using web = await start({ ...variables, ROLE: "web" });
    const { checkoutId, paymentIntentId, orderId, eventId } = await buyAt(url, { shop, record });
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
    // The reader of the worker's log goes away.
    worker.child.stdout?.destroy();
    worker.child.stderr?.destroy();
    await buyAt(url, { shop, record });
    await web.stop();
  }
  using disk = mountTinyDisk(64);
  const file = disk === null ? "/dev/full" : join(disk.folder, "log");
  disk?.fill();
  await using web = await start({ ...variables, ROLE: "web" }, openSync(file, "a"));
  await buyAt(url, { shop, record });
  expect(await droppedBy(url)).toBeGreaterThanOrEqual(3);
  await Promise.all([web.stop(), worker.stop()]);
});
