import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Stripe from "stripe";
import { controlSandbox } from "../packages/testkit/src/sandbox-control.ts";

// Measures the speed of the Stripe sandbox, also with many stored payments. It runs as a process with its state on disk; the
// client and a webhook receiver are this process. Run: pnpm bench:sandbox [stored payments]
const stored = Number(process.argv[2] ?? 100_000);
const runs = 5;
/** Payment intent created, charge succeeded, payment intent succeeded, charge updated. */
const WEBHOOKS_PER_PAYMENT = 4;
const cli = fileURLToPath(new URL("../packages/stripe-sandbox/src/cli.ts", import.meta.url));
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

const payment = {
  amount: 1999,
  currency: "usd",
  payment_method: "pm_card_visa",
  automatic_payment_methods: { enabled: true, allow_redirects: "never" },
} as const;

const paymentForm =
  "amount=1999&currency=usd&payment_method=pm_card_visa&confirm=true&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never";

const receiver = await openReceiver();
const dir = mkdtempSync(join(tmpdir(), "sandbox-bench-"));
try {
  await measureRates();
  await measureMany();
} finally {
  receiver.close();
  await rm(dir, { recursive: true, force: true });
}

/** Measures payments per second, each created and confirmed in one request; a run ends with the last webhook. */
async function measureRates(): Promise<void> {
  const sandbox = await startSandbox(join(dir, "rates"));
  const stripe = new Stripe("sk_test_sandbox", {
    host: "127.0.0.1",
    port: sandbox.port,
    protocol: "http",
    telemetry: false,
  });
  const clients = {
    "bare HTTP": () => sandbox.pay(),
    "the SDK": async () => (await stripe.paymentIntents.create({ ...payment, confirm: true })).id,
  };
  await inParallel(32, 500, clients["bare HTTP"]); // warm up
  await receiver.hasReceived(500 * WEBHOOKS_PER_PAYMENT);
  console.log(`create + confirm with all webhooks delivered, medians of ${runs} runs`);
  for (const [name, pay] of Object.entries(clients))
    for (const [atOnce, count] of [
      [1, 300],
      [32, 1_000],
    ] as const) {
      const rates: number[] = [];
      const cpuBefore = sandbox.cpuMs();
      for (let run = 0; run < runs; run += 1) {
        const wanted = receiver.count() + count * WEBHOOKS_PER_PAYMENT;
        const start = performance.now();
        await inParallel(atOnce, count, pay);
        await receiver.hasReceived(wanted);
        rates.push((count / (performance.now() - start)) * 1000);
      }
      const cpu = (sandbox.cpuMs() - cpuBefore) / (count * runs);
      const rate = at(rates, 0.5);
      console.log(
        `  ${`${name}, ${atOnce} at a time`.padEnd(28)} ${rate.toFixed(0).padStart(5)} payments/s, ${(rate * WEBHOOKS_PER_PAYMENT).toFixed(0).padStart(5)} webhooks/s, ${cpu.toFixed(2)} ms of CPU each`,
      );
    }
  await sandbox.stop();
}

/** Measures memory, disk and response times with many stored payments, each with its events and deliveries. */
async function measureMany(): Promise<void> {
  let sandbox = await startSandbox(join(dir, "many"));
  const customers = await Promise.all(Array.from({ length: 200 }, () => sandbox.create("/v1/customers", "")));
  const ids: string[] = [];
  const before = receiver.count();
  const start = performance.now();
  await inParallel(32, stored, async () => {
    ids.push(await sandbox.pay({ customer: customers[ids.length % customers.length] ?? "" }));
  });
  await receiver.hasReceived(before + stored * WEBHOOKS_PER_PAYMENT);
  const seconds = (performance.now() - start) / 1000;
  console.log(`${stored} stored payments (made in ${seconds.toFixed(0)} s)`);
  const { memory_bytes, heap_bytes, database_bytes } = await sandbox.state();
  await sandbox.lose(100);

  const middle = ids[Math.floor(stored / 2)] ?? "";
  const anyId = () => ids[Math.floor(Math.random() * stored)] ?? "";
  const anyCustomer = () => customers[Math.floor(Math.random() * customers.length)] ?? "";
  const requests: [name: string, path: () => string][] = [
    ["retrieve", () => `/v1/payment_intents/${anyId()}`],
    ["retrieve, charge expanded", () => `/v1/payment_intents/${anyId()}?expand[]=latest_charge`],
    ["first page", () => "/v1/payment_intents?limit=10"],
    ["first page of 100", () => "/v1/payment_intents?limit=100"],
    ["a page in the middle", () => `/v1/payment_intents?limit=10&starting_after=${middle}`],
    ["a page somewhere", () => `/v1/payment_intents?limit=10&ending_before=${anyId()}`],
    ["by customer", () => `/v1/payment_intents?limit=10&customer=${anyCustomer()}`],
    ["charges of a payment", () => `/v1/charges?payment_intent=${anyId()}`],
    ["newest events", () => "/v1/events?limit=10"],
    ["events of a type", () => "/v1/events?limit=10&type=payment_intent.succeeded"],
    ["events of types", () => "/v1/events?limit=10&types[]=payment_intent.*&types[]=charge.refunded"],
    ["events not delivered", () => "/v1/events?limit=10&delivery_success=false"],
    ["events delivered", () => "/v1/events?limit=10&delivery_success=true"],
  ];
  for (const [name, path] of requests) {
    const times: number[] = [];
    for (let run = 0; run < 200; run += 1) {
      const requestPath = path();
      const began = performance.now();
      await sandbox.call("GET", requestPath);
      times.push(performance.now() - began);
    }
    console.log(
      `  ${name.padEnd(28)} median ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms`,
    );
  }
  await sandbox.stop();
  const disk = sizeOf(join(dir, "many"));
  const began = performance.now();
  sandbox = await startSandbox(join(dir, "many"));
  console.log(`  start-up                     ${(performance.now() - began).toFixed(0)} ms`);
  const { memory_bytes: memoryAtStart } = await sandbox.state();
  await sandbox.stop();
  console.log(
    `  memory                       ${megabytes(memory_bytes)} MB rss and ${megabytes(heap_bytes)} MB heap after making them, rss ${megabytes(memoryAtStart)} MB after a restart`,
  );
  console.log(
    `  disk                         ${megabytes(disk)} MB, ${Math.round(database_bytes / stored)} bytes per payment with its ${WEBHOOKS_PER_PAYMENT} events and deliveries`,
  );
}

/** Starts the sandbox as a user does, with the receiver's address. */
async function startSandbox(dataDir: string) {
  const child = spawn(process.execPath, [cli], {
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_DATA_DIR: dataDir,
      SANDBOX_WEBHOOK_URL: receiver.url,
      SANDBOX_WEBHOOK_SECRET: "whsec_of_the_bench",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const port = Number(new URL(url).port);
  const control = controlSandbox(url);
  const call = (method: string, path: string, form = "") => ask(port, method, path, form);
  const create = async (path: string, form: string) =>
    (JSON.parse(await call("POST", path, form)) as { id: string }).id;
  return {
    port,
    call,
    create,
    pay: (more: Record<string, string> = {}) =>
      create("/v1/payment_intents", `${paymentForm}&${new URLSearchParams(more)}`),
    state: control.state,
    /** Creates payments whose webhooks are lost. */
    async lose(count: number) {
      await control.fault({ kind: "webhook", action: "lose" });
      await inParallel(1, count, () => create("/v1/payment_intents", paymentForm));
    },
    cpuMs: () => cpuMsOf(child),
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

function ask(port: number, method: string, path: string, body: string): Promise<string> {
  const headers = {
    authorization: "Bearer sk_test_sandbox",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    // As the SDK does with every POST.
    ...(method === "POST" ? { "idempotency-key": crypto.randomUUID() } : {}),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        if ((response.statusCode ?? 500) < 300) resolve(text);
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Counts webhooks and answers each with 200. */
async function openReceiver() {
  let received = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let reached = () => {};
  const server = createServer((req, res) => {
    req.resume().on("end", () => {
      res.end();
      received += 1;
      if (received >= wanted) reached();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    count: () => received,
    hasReceived: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = count;
        reached = resolve;
        if (received >= wanted) resolve();
      }),
    close: () => server.close().closeAllConnections(),
  };
}

async function inParallel(atOnce: number, count: number, work: () => Promise<unknown>): Promise<void> {
  let begun = 0;
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** CPU time of a process in ms; NaN without /proc. */
function cpuMsOf(child: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function at(values: number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
