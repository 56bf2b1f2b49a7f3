import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { startSandbox } from "./index.ts";
import { cli, launch } from "./testing/launch.ts";
import { openShop, payment, WEBHOOK_SECRET } from "./testing/open-shop.ts";
import { openReceiver } from "./testing/receiver.ts";
import { until } from "./testing/until.ts";

const running: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stripe-sandbox-"));
  folders.push(folder);
  return folder;
}

async function start(env: Record<string, string>) {
  const launched = await launch(env);
  running.push(launched.child);
  return launched;
}

test("payments survive kill -9, and webhooks that were not delivered go out after the restart", async () => {
  const SANDBOX_DATA_DIR = await newFolder();
  const receiver = await openReceiver(WEBHOOK_SECRET);
  const env = { SANDBOX_DATA_DIR, SANDBOX_WEBHOOK_URL: receiver.url, SANDBOX_WEBHOOK_SECRET: WEBHOOK_SECRET };
  const first = await start(env);
  const control = (url: string, path: string, body: object) =>
    fetch(`${url}/_sandbox${path}`, { method: "POST", body: JSON.stringify(body) });
  await control(first.url, "/faults", { kind: "webhook", action: "delay", delayMs: 60_000 });
  const paid = await first.stripe.paymentIntents.create({
    ...payment,
    payment_method: "pm_card_visa",
    confirm: true,
  });
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  expect(receiver.received).toEqual([]);

  const second = await start(env);
  expect(await second.stripe.paymentIntents.retrieve(paid.id)).toMatchObject({ status: "succeeded" });
  await control(second.url, "/clock", { advanceMs: 61_000 });
  await receiver.arrival("payment_intent.succeeded");
  await receiver.arrival("charge.updated");
  expect((await second.stripe.webhookEndpoints.list()).data).toHaveLength(1);
  await receiver.close();
});

test("the program stops cleanly when told twice, and when its parent goes away", async () => {
  const logged = await start({});
  logged.child.kill("SIGTERM");
  logged.child.kill("SIGTERM");
  expect(await once(logged.child, "exit")).toEqual([0, null]);
  const orphan = await start({});
  orphan.child.disconnect();
  expect(await once(orphan.child, "exit")).toEqual([0, null]);
});

test("a port that is in use is reported in one sentence", async () => {
  await using sandbox = await startSandbox();
  const child = spawn(process.execPath, [cli], {
    env: { ...process.env, SANDBOX_PORT: String(sandbox.port) },
  });
  running.push(child);
  const stderr = (await child.stderr.toArray()).join("");
  expect(stderr).toBe(
    `Port ${sandbox.port} is taken; stop what listens there, or give another: --port, SANDBOX_PORT.\n`,
  );
});

test("time can be moved and stopped, and new objects bear it", async () => {
  await using shop = await openShop();
  const tomorrow = Math.floor(Date.now() / 1000) + 86_400;
  expect(await shop.control("POST", "/clock", { now: tomorrow, freeze: true })).toMatchObject({
    frozen: true,
  });
  expect((await shop.stripe.customers.create()).created).toBe(tomorrow);
  const { error } = await shop.control("POST", "/clock", { now: tomorrow - 10 });
  expect(error.message).toContain("only goes forward");
  const unfrozen = await shop.control("POST", "/clock", { freeze: false });
  expect(unfrozen).toMatchObject({ frozen: false });
  expect(Number(unfrozen.unix)).toBeGreaterThanOrEqual(tomorrow);
});

test("what falls due while the clock moves happens at its own time", async () => {
  await using shop = await openShop();
  await shop.control("POST", "/clock", { freeze: true });
  const { id } = await shop.pay();
  const start = Number((await shop.control("GET", "/clock")).unix);
  await shop.control("POST", "/clock", { advanceMs: 3_600_000 });
  const intent = await shop.stripe.paymentIntents.retrieve(id, {
    expand: ["latest_charge.balance_transaction"],
  });
  const { balance_transaction } = intent.latest_charge as Stripe.Charge;
  expect((balance_transaction as Stripe.BalanceTransaction).created - start).toBeLessThanOrEqual(1);
});

test("a reset forgets everything but the webhook endpoint", async () => {
  await using shop = await openShop();
  await shop.pay();
  await shop.control("POST", "/faults", { kind: "api", action: "rate_limit" });
  await shop.control("POST", "/reset");
  expect((await shop.stripe.paymentIntents.list()).data).toEqual([]);
  expect((await shop.stripe.webhookEndpoints.list()).data).toHaveLength(1);
  await shop.pay();
  await shop.receiver.arrival("payment_intent.succeeded");
});

test("pages of other origins cannot use the control API", async () => {
  await using shop = await openShop();
  for (const origin of ["https://elsewhere.test", "null"]) {
    const answer = await fetch(`${shop.sandbox.url}/_sandbox/reset`, { method: "POST", headers: { origin } });
    expect(answer.status).toBe(403);
  }
});

test("the browser's part is served with a strict policy that still lets shops embed it", async () => {
  await using shop = await openShop();
  const script = await fetch(`${shop.sandbox.url}/stripe.js`);
  expect(script.headers.get("content-type")).toContain("javascript");
  const challenge = await fetch(`${shop.sandbox.url}/_sandbox/3ds/pi_1?client_secret=x`);
  expect(challenge.headers.get("content-type")).toContain("text/html");
  const policy = challenge.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("frame-ancestors");
  expect(challenge.headers.get("x-frame-options")).toBeNull();
});

test("a console page is at the root, and cannot be embedded", async () => {
  await using shop = await openShop();
  const page = await fetch(shop.sandbox.url);
  expect(await page.text()).toContain("<title>Stripe sandbox</title>");
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const script = await fetch(`${shop.sandbox.url}/console/main.js`);
  expect(script.headers.get("content-type")).toContain("javascript");
});

test("a test can wait until its shop has got every webhook that is due", async () => {
  await using shop = await openShop();
  await shop.pay();
  await shop.sandbox.settled();
  expect(shop.receiver.types()).toContain("payment_intent.succeeded");
  await shop.sandbox.advance(1_000);
  expect(shop.receiver.types()).toContain("charge.updated");
  await expect(shop.sandbox.control("POST", "/clock", { advanceMs: "soon" })).rejects.toThrow("advanceMs");
});

test("a webhook secret that nobody gave is made, and stays with the state", async () => {
  const options = { dataDir: await newFolder(), webhook: { url: "http://127.0.0.1:9/webhooks" } };
  const first = await startSandbox(options);
  await first.stop();
  await using second = await startSandbox(options);
  expect(first.webhookSecret).toMatch(/^whsec_\w{32}$/);
  expect(second.webhookSecret).toBe(first.webhookSecret);
});

test("a folder is one sandbox's alone, until that one stops", async () => {
  const SANDBOX_DATA_DIR = await newFolder();
  const first = await start({ SANDBOX_DATA_DIR });
  await expect(startSandbox({ dataDir: SANDBOX_DATA_DIR })).rejects.toThrow(
    `The state in ${SANDBOX_DATA_DIR} cannot be opened: another sandbox is using it`,
  );
  const { id } = await first.stripe.customers.create();
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  const second = await start({ SANDBOX_DATA_DIR });
  expect((await second.stripe.customers.retrieve(id)).id).toBe(id);
});

test("the state of another version is refused in words, not by the first payment", async () => {
  const dataDir = await newFolder();
  await (await startSandbox({ dataDir })).stop();
  const db = new DatabaseSync(join(dataDir, "sandbox.sqlite"));
  db.exec("alter table deliveries drop column origin");
  db.close();
  await expect(startSandbox({ dataDir })).rejects.toThrow(
    "it is that of another version of the sandbox (deliveries without origin); delete the folder, or give another",
  );
});

test("a reset does not wait for an endpoint that never answers, and what was on its way is forgotten", async () => {
  await using shop = await openShop({ events: ["customer.created"] });
  shop.receiver.hold();
  for (let n = 0; n < 40; n++) await shop.stripe.customers.create();
  await until(() => shop.receiver.received.length === 32, "as many as go out at once");
  // The endpoint would be waited for for 10 s.
  await fetch(`${shop.sandbox.url}/_sandbox/reset`, { method: "POST", signal: AbortSignal.timeout(8_000) });
  const { id } = await shop.stripe.customers.create();
  await until(() => shop.receiver.received.length === 33, "the next");
  expect(shop.receiver.received.at(-1)?.event.data.object).toMatchObject({ id });
  const { deliveries } = await shop.control("GET", "/deliveries");
  expect(deliveries).toMatchObject([{ state: "pending", attempt_count: 0, attempts: [] }]);
});

test("a request that is held up while the sandbox stops comes to nothing, and is no bug", async () => {
  const complaints: string[] = [];
  const sandbox = await startSandbox({ log: (line) => complaints.push(line) });
  await sandbox.control("POST", "/faults", { kind: "api", action: "latency", latencyMs: 1_000 });
  const request = fetch(`${sandbox.url}/v1/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.secretKey}` },
  });
  const faultApplied = async () => {
    const { faults } = await sandbox.control<{ faults: { struck: number }[] }>("GET", "/faults");
    return faults[0]?.struck === 1;
  };
  await until(faultApplied, "the request to be held up");
  // Later than the request was to go on.
  const later = new Promise((resolve) => setTimeout(resolve, 1_200));
  await sandbox.stop();
  await expect(request).rejects.toThrow("fetch failed");
  await later;
  expect(complaints).toEqual([]);
});
