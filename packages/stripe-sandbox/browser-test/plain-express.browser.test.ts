import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.ts";
import { Customer, openBrowser } from "./open-shop.ts";

// The example project, run as its README says: it knows of the sandbox only by its environment.
const example = fileURLToPath(new URL("../examples/plain-express/server.js", import.meta.url));
let sandbox: Sandbox;
let shop: ChildProcess;
let browser: Browser;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  sandbox = await startSandbox({ webhook: { url: `${url}/webhook` } });
  shop = spawn(process.execPath, [example], {
    env: {
      ...process.env,
      PORT: String(port),
      STRIPE_SECRET_KEY: sandbox.secretKey,
      STRIPE_PUBLISHABLE_KEY: sandbox.publishableKey,
      STRIPE_WEBHOOK_SECRET: String(sandbox.webhookSecret),
      STRIPE_API_BASE: sandbox.url,
      STRIPE_JS_URL: `${sandbox.url}/stripe.js`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = shop.stdout;
  if (!output) throw new Error("The shop has no output");
  [browser] = await Promise.all([openBrowser(), once(output, "data")]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  shop?.kill();
  await sandbox?.stop();
});

async function visit(): Promise<Customer> {
  const page = await browser.newPage();
  await page.goto(url);
  return new Customer(page, "", []);
}

test("a customer of the example buys, and the order is paid when the webhook has come", async () => {
  await using customer = await visit();
  await sandbox.control("POST", "/faults", { kind: "webhook", action: "delay", delayMs: 3_600_000 });
  await customer.fillCard("4242 4242 4242 4242");
  await customer.pay();
  await customer.isTold("Your payment: succeeded.");
  const order = new URL(customer.page.url()).searchParams.get("order");
  const orderNow = async () => (await fetch(`${url}/orders/${order}`)).json();
  expect(await orderNow()).toMatchObject({ state: "awaiting payment" });
  await sandbox.control("DELETE", "/faults");
  await sandbox.advance(3_600_000);
  expect(await orderNow()).toMatchObject({ state: "paid" });
  await customer.isTold("Your order: paid.");
});

test("a customer whose card is declined is told so, and pays with another", async () => {
  await using customer = await visit();
  await customer.fillCard("4000 0000 0000 0002");
  await customer.pay();
  await customer.isTold("Your card was declined.");
  await customer.fillCard("4242 4242 4242 4242");
  await customer.pay();
  await customer.isTold("Your order: paid.");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== "object" || !address) throw new Error("No port");
  return address.port;
}
