import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  dieAtStatement,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dayOf } from "../day-in-zone.ts";
import { reconcile, reconcileBetween, reconcileWindow } from "./reconcile.ts";
import { getReconciliationRun, listReconciliationRuns } from "./run-views.ts";
import { startReconciliation, windowOf } from "./start-run.ts";

const dayMs = 24 * 60 * 60_000;

let shop: TestShop;
let record: string;
beforeEach(async () => {
  shop = await openTestShop();
  record = await stockedVariant(shop, { onHand: 20 });
});
afterEach(() => shop[Symbol.asyncDispose]());

const today = () => dayOf(shop.clock.now(), shop.settings.timeZone);
const start = (from: string, to: string, requestId = randomUUID()) =>
  startReconciliation(shop, { requestId, window: { from, to }, by });

test("a window by hand compares what was created on its days, and reports it", async () => {
  const firstDay = today();
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(5 * dayMs);
  await shop.outside.advance(5 * dayMs);
  await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const { runId: later } = await start(today(), today());
  await runJobs(shop);
  expect(await getReconciliationRun(shop, { runId: later })).toMatchObject({
    ...{ state: "complete", trigger: "staff", startedBy: by.name },
    counts: { payments: 1, settled: 0, found: 0 },
  });
  const { runId, isStarted } = await start(firstDay, firstDay);
  expect(isStarted).toBe(true);
  await runJobs(shop);
  expect(await getReconciliationRun(shop, { runId })).toMatchObject({
    ...{ state: "complete", finishedAt: expect.any(String) },
    counts: { payments: 1, settled: 1, repaired: 1, found: 0, failed: 0 },
  });
  expect(await shop.db.order.count({ where: { state: "confirmed" } })).toBe(2);
  const entries = await shop.db.auditEntry.findMany({ where: { action: "reconciliation.start" } });
  expect(entries.map(({ after }) => after)).toContainEqual({ from: firstDay, to: firstDay, runId });
  const { runs } = await listReconciliationRuns(shop, { limit: 20 });
  expect(runs.map(({ id }) => id)).toEqual([runId, later]);
  // A window of the past does not say that all until now was compared.
  expect(await shop.db.reconciliation.findFirstOrThrow()).toMatchObject({ completeUntil: null });
});

test("two who press at once start one run, and see the same; the next may start when it has ended", async () => {
  const presses = await Promise.all([start(today(), today()), start(today(), today())]);
  expect(new Set(presses.map(({ runId }) => runId)).size).toBe(1);
  expect(presses.filter(({ isStarted }) => isStarted)).toHaveLength(1);
  expect(await shop.db.reconciliationRun.count()).toBe(1);
  expect(await shop.db.auditEntry.count({ where: { action: "reconciliation.start" } })).toBe(1);
  await runJobs(shop);
  expect(await start(today(), today())).toMatchObject({ isStarted: true });
});

test("a window that begins in the future is refused", async () => {
  const tomorrow = dayOf(new Date(shop.clock.now().getTime() + dayMs), shop.settings.timeZone);
  await expect(start(tomorrow, tomorrow)).rejects.toMatchObject({ code: "RECONCILIATION_WINDOW_AHEAD" });
  expect(await shop.db.reconciliationRun.count()).toBe(0);
});

test("a run that is killed anywhere is ended by the next attempt of its job, and nothing is settled twice", async () => {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  await buy(shop, { [record]: 1 });
  const { runId } = await start(today(), today());
  for (let nth = 1; nth < 400; nth += 17) {
    const when = nth % 2 === 0 ? "before" : "after";
    const came = await dieAtStatement(shop, { nth, when }, (dying) => reconcileWindow(dying, { runId }));
    if (came < nth) break;
  }
  await reconcileWindow(shop, { runId });
  await runJobs(shop);
  expect(await getReconciliationRun(shop, { runId })).toMatchObject({ state: "complete" });
  expect(await shop.db.order.count({ where: { state: "confirmed" } })).toBe(2);
  expect(await shop.db.refund.count()).toBe(0);
  expect(await shop.db.discrepancy.count({ where: { state: "open" } })).toBe(0);
});

test("a run whose process is gone is seen as interrupted by the next one", async () => {
  const { runId } = await start(today(), today());
  await shop.db
    .$executeRaw`select from graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
  shop.clock.advance(2 * 60 * 60_000);
  await reconcile(shop, { windowMs: dayMs });
  expect(await getReconciliationRun(shop, { runId })).toMatchObject({
    ...{ state: "interrupted", finishedAt: expect.any(String) },
  });
  expect(await start(today(), today())).toMatchObject({ isStarted: true });
});

test("the command prints the same report for a window", async () => {
  const firstDay = today(); // 20 minutes later may be tomorrow
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(20 * 60_000);
  const report = await reconcileBetween(shop, windowOf(shop, { from: firstDay, to: today() }));
  expect(report).toMatchObject({ payments: 1, settled: 1, repaired: 1, found: 0, failed: 0 });
  expect(report.until).not.toBeNull();
  expect(await shop.db.reconciliationRun.findFirstOrThrow()).toMatchObject({ trigger: "command" });
});

test("hundreds of payments are compared in pages, and the run can be watched", async () => {
  const goods = await stockedVariant(shop, { onHand: 500 });
  for (let n = 0; n < 21; n += 1)
    await Promise.all(Array.from({ length: 5 }, () => buy(shop, { [goods]: 1 })));
  await runJobs(shop);
  const { runId } = await start(today(), today());
  await reconcileWindow(shop, { runId });
  expect(await getReconciliationRun(shop, { runId })).toMatchObject({
    counts: { payments: 105, settled: 0 },
  });
});
