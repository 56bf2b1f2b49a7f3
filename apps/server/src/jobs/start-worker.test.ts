import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createEasyPost, createMailer } from "@dualtrack/commerce";
import { enqueue, openWorkerLease, withClient } from "@dualtrack/db";
import { buy, openTestShop, runJobs, stockedVariant, type TestShop } from "@dualtrack/testkit";
import { expect, test, vi } from "vitest";
import { healthDetails, readiness } from "../http/health.ts";
import { eventually } from "../testing/open-test-server.ts";
import { startJobRunner } from "./job-runner.ts";
import { startWorker } from "./start-worker.ts";

/** A worker in the middle of a job that does not end before `stop`; `die` is what the database sees of a process that was killed. */
async function beginJob(
  shop: TestShop,
  queue = () => enqueue(shop.db, "expire-checkout", { checkoutId: randomUUID() }),
) {
  const lease = await openWorkerLease(shop.databaseUrl, () => {});
  const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const task = () => {
    begun.resolve();
    return end.promise;
  };
  const { databaseUrl, log } = shop;
  const tasks = { "expire-checkout": task };
  const runner = await startJobRunner({ databaseUrl, lease, log, concurrency: 1, tasks });
  await queue();
  await begun.promise;
  return {
    die: () => lease.close(),
    async stop() {
      end.resolve();
      await runner.stop();
    },
  };
}

const jobsLeft = (shop: TestShop) =>
  withClient(shop.databaseUrl, async (client) => {
    const { rows } = await client.query(
      `select max_attempts - attempts as "attemptsLeft", locked_by as "lockedBy" from graphile_worker.jobs
      where task_identifier = 'expire-checkout'`,
    );
    return rows;
  });

test("a job that a killed worker had begun goes on when a worker starts; one in its last attempt is kept as dead", async () => {
  await using shop = await openTestShop();
  const killed = await beginJob(shop);
  await killed.die();
  const last = await beginJob(shop, () =>
    enqueue(shop.db, "expire-checkout", { checkoutId: randomUUID() }, { maxAttempts: 1 }),
  );
  await last.die();
  // The same of a job that is queued anew while it runs: the newer one is done, and the older one is not left over as dead.
  const queueAnew = async () =>
    void (await shop.db.$queryRaw`
      select id from graphile_worker.add_job('expire-checkout', json_build_object('checkoutId', gen_random_uuid()), job_key := 'anew')`);
  const other = await beginJob(shop, queueAnew);
  await queueAnew();
  await other.die();
  const worker = await startWorker(shop, shop.databaseUrl);
  await expect.poll(() => jobsLeft(shop)).toEqual([{ attemptsLeft: 0, lockedBy: null }]);
  await worker.stop();
  await Promise.all([killed, other, last].map((each) => each.stop()));
});

test("a job of a worker that is alive stays with it", async () => {
  await using shop = await openTestShop();
  const living = await beginJob(shop);
  const worker = await startWorker(shop, shop.databaseUrl);
  await eventually(async () => {
    const waiting = await shop.db.$queryRaw<
      unknown[]
    >`select from graphile_worker.jobs where key = 'free-abandoned-jobs'`;
    return waiting.length === 0;
  }, "the sweep has been made");
  expect(await jobsLeft(shop)).toHaveLength(1);
  await worker.stop();
  await living.stop();
  await living.die();
});

test("a mail server and a carrier that accept connections and never answer delay mails and labels, but no payment", async () => {
  await using shop = await openTestShop();
  // Whatever fails, what runs is ended in the reverse order: the connections before the worker, which would wait for them.
  await using running = new AsyncDisposableStack();
  shop.log.expectErrors(/Failed task .*(send-mail|follow-labels)/);
  const silent = new Set<Socket>();
  const server = createServer((socket) => silent.add(socket.on("error", () => {})));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  shop.mailer = createMailer(`smtp://127.0.0.1:${port}`);
  const carrier = createEasyPost({ apiKey: "EZTK", apiBase: `http://127.0.0.1:${port}/` });
  // Nobody gives up while the test looks, however slow the machine is.
  const find: typeof carrier.find = (id) => carrier.find(id, { timeoutMs: 120_000 });
  shop.carrier = { ...carrier, find };
  const earlier = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await addFailedLabel(shop, earlier);
  const worker = await startWorker(shop, shop.databaseUrl);
  running.defer(() => worker.stop());
  running.defer(() => {
    server.close();
    for (const socket of silent) socket.destroy();
  });
  // More than there are slots, of either kind.
  for (let turn = 0; turn < 12; turn += 1) await addScheduled(shop, "follow-labels");
  await eventually(async () => silent.size >= 4, "the carrier is waited for");
  for (let mail = 0; mail < 40; mail += 1) await queueMail(shop, `mail ${mail}`);

  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await eventually(async () => {
    const order = await shop.db.order.findUnique({ where: { id: orderId } });
    return order?.state === "confirmed";
  }, "the order is confirmed");
  expect(await shop.db.mail.count({ where: { state: "sent" } })).toBe(0);
  expect(await endedJobs(shop, "follow-labels")).toBe(0); // no slot has come free since
});

/** A label whose purchase failed an hour ago: the carrier is to be asked about it. */
async function addFailedLabel(shop: TestShop, { orderId }: { orderId: string }): Promise<void> {
  const anHourAgo = new Date(shop.clock.now().getTime() - 60 * 60_000);
  await shop.db.shippingLabel.create({
    data: {
      ...{ id: randomUUID(), orderId, carrierShipmentId: "shp_failed", state: "failed" },
      ...{ lines: {}, weightGrams: 100, rates: [], messages: [], ratedAt: anHourAgo },
      ...{ requestedAt: anHourAgo, rate: {}, staffName: "Ada" },
    },
  });
}

const addScheduled = (shop: TestShop, name: string) =>
  withClient(shop.databaseUrl, (client) => client.query("select graphile_worker.add_job($1)", [name]));

/** Jobs of this name that were tried and have ended, in an error. */
const endedJobs = (shop: TestShop, name: string) =>
  withClient(shop.databaseUrl, async (client) => {
    const sql = "select from graphile_worker.jobs where task_identifier = $1 and last_error is not null";
    return (await client.query(sql, [name])).rowCount;
  });

async function queueMail(shop: TestShop, key: string): Promise<void> {
  const words = { subject: "Hello", text: "Hello", html: "<p>Hello</p>" };
  const { id } = await shop.db.mail.create({
    data: { kind: "staff_alert", key, recipient: "reader@example.com", ...words },
  });
  await enqueue(shop.db, "send-mail", { mailId: id });
}

test("a web process is ready without a worker; the health details report that none runs", async () => {
  await using shop = await openTestShop();
  await runJobs(shop);
  expect(await readiness(shop, { isStopping: false })).toMatchObject({ ready: true });
  expect(await healthDetails(shop)).toMatchObject({
    ok: false,
    worker: { ok: false, problem: "no worker is running" },
  });
  const worker = await startWorker(shop, shop.databaseUrl);
  expect(await healthDetails(shop)).toMatchObject({ ok: true });
  await worker.stop();
  expect(await healthDetails(shop)).toMatchObject({ ok: false });
});

test("twenty health checks ask Stripe once", async () => {
  await using shop = await openTestShop();
  await runJobs(shop);
  const listed = vi.spyOn(shop.stripe.events, "list");
  await Promise.all(Array.from({ length: 20 }, () => healthDetails(shop)));
  expect(await healthDetails(shop)).toMatchObject({ stripe: { ok: true } });
  expect(listed).toHaveBeenCalledTimes(1);
});
