import { randomUUID } from "node:crypto";
import { enqueue } from "@dualtrack/db";
import {
  buy,
  manager as by,
  guestWith,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { expect, test } from "vitest";
import { getCart } from "../cart/queries.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { storeStripeCalls } from "../payment-timeline/store-stripe-calls.ts";
import { startSyncRun } from "../sync/start-sync-run.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { verifyEvent } from "../webhooks/verify-event.ts";
import { removeOld } from "./remove-old.ts";

const dayMs = 24 * 60 * 60_000;
const nothing = {
  ratedLabels: 0,
  carrierEvents: 0,
  liveRateAnswers: 0,
  downloadNetworks: 0,
  messages: 0,
  vatIdChecks: 0,
  taxCalculations: 0,
  carts: 0,
  draftOrders: 0,
  dropPlaces: 0,
  checkoutSecrets: 0,
  events: 0,
  rejections: 0,
  stripeCalls: 0,
  syncRuns: 0,
  alerts: 0,
  ledgerAudits: 0,
  reconciliationRuns: 0,
  discrepancies: 0,
  fineFigures: 0,
  figures: 0,
  conversionDays: 0,
  processes: 0,
  jobs: 0,
  jobFailures: 0,
  sessions: 0,
  verifications: 0,
};

/** A day in the shop: something sold, carts left behind, events dealt with and not, and what staff do. */
async function openBusyShop() {
  const shop = await openTestShop();
  const record = await stockedVariant(shop, { onHand: 20 });
  const { cartToken: usedUp } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const left = await guestWith(shop, { [record]: 1 });
  const { cartToken: paying } = await readyToPay(shop, { [record]: 1 });
  const events = await shop.stripe.events.list({ limit: 100 });
  for (const event of events.data) await receiveEvent(shop, event);
  await runJobs(shop);
  await shop.db.webhookEvent.updateMany({
    where: { type: "payment_intent.succeeded" },
    data: { state: "dead" },
  });
  await verifyEvent(
    shop,
    { body: Buffer.from("{}"), signature: undefined, remoteIp: null, userAgent: null },
    ["whsec_a"],
  );
  await startSyncRun(shop, { requestId: randomUUID(), scope: "pending", by });
  await runJobs(shop);
  for (const key of ["given up", "waits"])
    await enqueue(shop.db, "send-mail", { mailId: randomUUID() }, { key });
  await shop.db.$executeRaw`
    select from graphile_worker.permanently_fail_jobs(
      array(select id from graphile_worker.jobs where key = 'given up'), 'No mail server')`;
  const [waiting] = await shop.db.$queryRaw<
    { id: bigint }[]
  >`select id from graphile_worker.jobs where key = 'waits'`;
  for (const jobId of [waiting?.id ?? 0n, 999_999n])
    await shop.db.jobFailure.create({ data: { jobId, payload: {}, failedAt: shop.clock.now() } });
  await signIn(shop);
  shop.stripeCalls.giveBack(shop.stripeCalls.take().slice(-1));
  await storeStripeCalls(shop);
  return { shop, record, usedUp, left, paying };
}

async function signIn(shop: TestShop): Promise<void> {
  const expiresAt = new Date(shop.clock.now().getTime() + dayMs);
  await shop.db.staff.create({
    data: {
      id: "manager",
      name: by.name,
      email: by.email,
      sessions: { create: { id: "session", token: "token", expiresAt } },
    },
  });
  await shop.db.staffVerification.create({
    data: { id: "link", identifier: "reset-password", value: "manager", expiresAt },
  });
}

test("old data is removed after its retention, and the ledger is unchanged", async () => {
  const { shop, record, usedUp, left, paying } = await openBusyShop();
  const before = await auditLedger(shop);
  shop.clock.advance(29 * dayMs);
  expect(await removeOld(shop)).toEqual(nothing);

  shop.clock.advance(71 * dayMs);
  const fresh = await guestWith(shop, { [record]: 1 });
  const events = await shop.db.webhookEvent.count({ where: { state: { in: ["processed", "ignored"] } } });
  expect(events).toBeGreaterThan(0);
  expect(await removeOld(shop)).toEqual({
    carts: 2,
    draftOrders: 0,
    dropPlaces: 0,
    checkoutSecrets: 1,
    events,
    rejections: 1,
    ratedLabels: 0,
    carrierEvents: 0,
    liveRateAnswers: 0,
    downloadNetworks: 0,
    messages: 0,
    vatIdChecks: 0,
    taxCalculations: 0,
    stripeCalls: 1,
    syncRuns: 1,
    alerts: 0,
    ledgerAudits: 0,
    reconciliationRuns: 0,
    discrepancies: 0,
    fineFigures: 0,
    figures: 0,
    conversionDays: 0,
    processes: 0,
    jobs: 1,
    jobFailures: 1,
    sessions: 1,
    verifications: 1,
  });
  expect(await removeOld(shop)).toEqual(nothing);

  const linesOf = async (token: string) => (await getCart(shop, { token })).lines.length;
  expect(await Promise.all([usedUp, left, paying, fresh].map(linesOf))).toEqual([0, 0, 1, 1]);
  const states = await shop.db.webhookEvent.groupBy({ by: ["state"] });
  expect(states).toEqual([{ state: "dead" }]);
  const jobs = await shop.db
    .$queryRaw`select key from graphile_worker.jobs where task_identifier = 'send-mail'`;
  expect(jobs).toEqual([{ key: "waits" }]);
  expect(await shop.db.jobFailure.count()).toBe(1);
  expect(await shop.db.order.findFirst()).toMatchObject({ state: "confirmed" });
  expect(await auditLedger(shop)).toEqual({ ...before, violations: [] });
  await shop[Symbol.asyncDispose]();
});

test("an event's secrets are removed when it is stored, and its attempts can't be deleted alone", async () => {
  await using shop = await openTestShop();
  const { paymentIntentId } = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { client_secret: secret } = await payAtStripe(shop, paymentIntentId);
  const events = await shop.stripe.events.list({ limit: 100 });
  expect(JSON.stringify(events.data)).toContain(secret);
  for (const event of events.data) await receiveEvent(shop, event);
  await runJobs(shop);
  const stored = await shop.db.webhookEvent.findMany();
  expect(stored.some(({ state }) => state === "processed")).toBe(true);
  expect(JSON.stringify(stored)).not.toContain(secret);
  await expect(shop.db.webhookAttempt.deleteMany()).rejects.toThrow("constraint");
});
