import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import { enqueue } from "@dualtrack/db";
import {
  buy,
  manager as by,
  makeRetriesDue,
  openTestShop,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { discardJob } from "./discard-job.ts";
import { keepFailure } from "./keep-failure.ts";
import { countJobFailures, listFailedJobs } from "./list-failed-jobs.ts";
import { retryJob, retryJobs } from "./retry-jobs.ts";

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop[Symbol.asyncDispose]());

const list = async (filter: Partial<Parameters<typeof listFailedJobs>[1]> = {}) =>
  (await listFailedJobs(shop, { limit: 100, ...filter })).jobs;
const auditOf = (action: string) =>
  shop.db.auditEntry.findMany({ where: { action }, orderBy: { id: "asc" } });

/** A mail that its server refuses, and the order it is about. */
async function orderWithFailingMail() {
  const { orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 5 })]: 1 });
  await runJobs(shop);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { id: mailId } = await shop.db.mail.findFirstOrThrow({ where: { orderId } });
  await shop.db.mail.update({ where: { id: mailId }, data: { state: "queued", sentAt: null } });
  shop.mailer = { send: () => Promise.reject(new Error("550 no such customer, key sk_test_abc123")) };
  await enqueue(shop.db, "send-mail", { mailId });
  await runJobs(shop);
  await expect.poll(() => list()).toMatchObject([{ task: "send-mail", isRunning: false }]);
  return { number: formatOrderNumber(number), mailId };
}

/** Jobs that nobody can do any more, without a recorded failure. */
async function addDead(task: string, count = 1): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await enqueue(shop.db, task, {}, { key: `${task}:${index}` });
  await shop.db.$executeRaw`
    select from graphile_worker.permanently_fail_jobs(
      array(select id from graphile_worker.jobs where key like ${`${task}:%`}), 'It is over')`;
}

test("a failed job is listed with its order, its error without secrets and its next attempt, and is gone once it ends well", async () => {
  const { number } = await orderWithFailingMail();
  const [job, ...others] = await list();
  expect(others).toEqual([]);
  expect(job).toMatchObject({
    ...{ task: "send-mail", state: "failing", attempts: 1, maxAttempts: 25, isRunning: false },
    ...{ subject: { kind: "order", number }, discardEffect: "mail_stays_unsent" },
    nextTryAt: expect.any(String),
  });
  expect(job?.error).toContain("550 no such customer, key sk_test_(hidden)");
  expect(await countJobFailures(shop)).toEqual({
    tasks: [{ task: "send-mail", state: "failing", count: 1 }],
    deadEvents: 0,
  });
  shop.mailer = { send: async (_message, beforeEnd) => beforeEnd() };
  await makeRetriesDue(shop);
  await runJobs(shop);
  await expect.poll(() => list()).toEqual([]);
  expect(await shop.db.jobFailure.count()).toBe(0);
});

test("a dead job that two people retry at once runs once, with its attempts from zero, in one entry of the audit log", async () => {
  const { mailId } = await orderWithFailingMail();
  await shop.db.$executeRaw`
    select from graphile_worker.permanently_fail_jobs(
      array(select id from graphile_worker.jobs where task_identifier = 'send-mail'))`;
  const [job] = await list({ states: ["dead"] });
  expect(job).toMatchObject({ state: "dead", nextTryAt: null });
  let sent = 0;
  shop.mailer = {
    async send(_message, beforeEnd) {
      sent += 1;
      await beforeEnd();
    },
  };
  const jobId = job?.id ?? "";
  const answers = await Promise.all([retryJob(shop, { jobId, by }), retryJob(shop, { jobId, by })]);
  expect(answers.map(({ retried }) => retried).toSorted()).toEqual([0, 1]);
  expect(await list()).toMatchObject([{ state: "failing", attempts: 0 }]);
  await runJobs(shop);
  expect(sent).toBe(1);
  expect(await shop.db.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: "sent" });
  expect(await auditOf("job.retry")).toMatchObject([
    { subject: "jobs", staffEmail: by.email, after: { count: 1, "send-mail": 1 } },
  ]);
  expect(await retryJob(shop, { jobId, by })).toEqual({ retried: 0 });
});

test("a thousand dead jobs are listed in pages and retried in batches, those of one task alone if asked", async () => {
  await addDead("sync-payment", 1_000);
  await addDead("send-mail", 3);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listFailedJobs(shop, {
      limit: 100,
      states: ["dead"],
      tasks: ["sync-payment"],
      cursor,
    });
    seen.push(...page.jobs.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(1_000);
  expect(seen).toEqual(seen.toSorted((a, b) => Number(b) - Number(a)));

  const retry = () => retryJobs(shop, { by, tasks: ["sync-payment"], states: ["dead"] });
  expect(await retry()).toEqual({ retried: 400, left: 600 });
  expect(await retry()).toEqual({ retried: 400, left: 200 });
  expect(await retry()).toEqual({ retried: 200, left: 0 });
  expect(await retry()).toEqual({ retried: 0, left: 0 });
  expect((await countJobFailures(shop)).tasks).toContainEqual({ task: "send-mail", state: "dead", count: 3 });
  expect(await auditOf("job.retry")).toHaveLength(3);
});

test("a job that runs is neither retried nor given up", async () => {
  await orderWithFailingMail();
  const [job] = await list();
  const jobId = job?.id ?? "";
  const seen: unknown[] = [];
  shop.mailer = {
    async send(_message, beforeEnd) {
      seen.push(await retryJobs(shop, { by }), await list());
      seen.push(await discardJob(shop, { jobId, reason: "why", by }).catch(({ code }) => code));
      await beforeEnd();
    },
  };
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(seen).toMatchObject([
    { retried: 0, left: 0 },
    [{ state: "failing", isRunning: true }],
    "JOB_NOT_FAILED",
  ]);
});

test("a job whose work is done or told elsewhere is given up, with a reason in the audit log; one about money is not", async () => {
  const { mailId } = await orderWithFailingMail();
  const [mail] = await list();
  const jobId = mail?.id ?? "";
  await discardJob(shop, { jobId, reason: "They called: a wrong address", by });
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await shop.db.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: "failed" });
  expect(await shop.db.jobFailure.count()).toBe(0);
  const [entry] = await auditOf("job.discard");
  expect(entry).toMatchObject({
    subject: "jobs",
    before: { task: "send-mail", state: "failing", attempts: 1 },
    after: { reason: "They called: a wrong address", effect: "mail_stays_unsent", count: 1 },
  });
  expect(JSON.stringify(entry?.before)).not.toContain("abc123");
  await expect(discardJob(shop, { jobId, reason: "again", by })).rejects.toMatchObject({
    code: "JOB_NOT_FAILED",
  });

  for (const task of [
    "send-refund",
    "capture-payment",
    "finish-label",
    "handle-event",
    "of-an-older-version",
  ]) {
    await addDead(task);
    const [job] = await list();
    expect(job).toMatchObject({ task, discardEffect: null, subject: null });
    await expect(discardJob(shop, { jobId: job?.id ?? "", reason: "why", by })).rejects.toMatchObject({
      code: "JOB_NOT_DISCARDABLE",
    });
  }
});

test("what a job is about is kept when it fails, whatever its kind, and the job's own error goes on", async () => {
  const {
    orderId,
    id: checkoutId,
    paymentIntentId,
  } = await buy(shop, {
    [await stockedVariant(shop, { onHand: 5 })]: 1,
  });
  await runJobs(shop);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const requestId = randomUUID();
  await shop.db.checkoutRequest.create({
    data: {
      ...{
        id: requestId,
        checkoutId,
        kind: "cancel_order",
        note: "",
        staffName: "Ada",
        staffEmail: "ada@example.com",
      },
      ...{ staffRole: "manager", requestedAt: shop.clock.now() },
    },
  });
  const payloads: [string, Record<string, string>][] = [
    ["record-tax", { orderId }],
    ["sync-payment", { paymentIntentId, track: "sync" }],
    ["expire-checkout", { checkoutId }],
    ["finish-request", { requestId }],
    ["capture-payment", { paymentIntentId: "pi_of_nobody" }],
    ["handle-event", { eventId: "evt_1" }],
    ["audit-ledger", {}],
  ];
  for (const [task, payload] of payloads) {
    await enqueue(shop.db, task, payload, { key: `${task}:0` });
    await addDeadAgain(task);
    const [job] = await list();
    const work = () => Promise.reject(new Error("no"));
    await expect(keepFailure(shop, { id: job?.id ?? "", payload, attempts: 1 }, work)).rejects.toThrow("no");
  }
  const order = { kind: "order", number: formatOrderNumber(number) };
  expect((await list()).map(({ task, subject }) => [task, subject]).toReversed()).toEqual([
    ["record-tax", order],
    ["sync-payment", order],
    ["expire-checkout", order],
    ["finish-request", order],
    ["capture-payment", { kind: "payment", id: "pi_of_nobody" }],
    ["handle-event", { kind: "event", id: "evt_1" }],
    ["audit-ledger", { kind: "shop" }],
  ]);
});

async function addDeadAgain(task: string): Promise<void> {
  await shop.db.$executeRaw`
    select from graphile_worker.permanently_fail_jobs(
      array(select id from graphile_worker.jobs where key = ${`${task}:0`}), 'It is over')`;
}
