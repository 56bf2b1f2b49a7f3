import { randomUUID } from "node:crypto";
import {
  buy,
  manager as by,
  dieAtStatement,
  guestWith,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { reconcile } from "../reconciliation/reconcile.ts";
import { dismissDiscrepancy } from "./dismiss-discrepancy.ts";
import { exportDiscrepancies } from "./export-discrepancies.ts";
import { discrepancyAttention, listDiscrepancies } from "./list-discrepancies.ts";
import { repairDiscrepancy } from "./repair-discrepancy.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const notHere = "00000000-0000-4000-8000-000000000000";

let shop: TestShop;
let record: string;
beforeEach(async () => {
  shop = await openTestShop();
  record = await stockedVariant(shop, { onHand: 20 });
});
afterEach(() => shop[Symbol.asyncDispose]());

const run = () => reconcile(shop, { windowMs: dayMs });
const open = async () => (await listDiscrepancies(shop, { show: "open", limit: 50 })).discrepancies;
const closed = async () => (await listDiscrepancies(shop, { show: "closed", limit: 50 })).discrepancies;
const violations = async () => (await auditLedger(shop)).violations;
const presses = () => shop.db.auditEntry.count({ where: { action: "discrepancy.repair" } });
const onlyOpen = async () => {
  const [first, ...others] = await open();
  if (first === undefined || others.length > 0) throw new Error(`${others.length} others are open`);
  return first;
};

/** What no code of ours can do: somebody writes into the database past its rules. */
async function withoutRules(sql: string): Promise<void> {
  await shop.db.$transaction([
    shop.db.$executeRawUnsafe("set local session_replication_role = replica"),
    shop.db.$executeRawUnsafe(sql),
  ]);
}

async function confirmed() {
  const bought = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  return bought;
}

const refuse = (method: "GET" | "POST", path: string) =>
  shop.outside.fault({ kind: "api", action: "error", when: "before", method, path, status: 400 });

/** Another payment for the same checkout, which no answer of Stripe's has told us of. */
async function anotherPayment(paymentIntentId: string, isPaid: boolean): Promise<string> {
  const { amount, currency, metadata } = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  const { id } = await shop.stripe.paymentIntents.create({
    ...{ amount, currency, metadata },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    ...(isPaid ? { payment_method: "pm_card_visa", confirm: true } : {}),
  });
  return id;
}

test("a payment without an order is settled by the run, which is on record; a second run finds nothing", async () => {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ payments: 1, settled: 1, repaired: 1, found: 0, failed: 0 });
  expect(await open()).toEqual([]);
  expect(await closed()).toMatchObject([
    {
      ...{ kind: "payment_without_order", state: "repaired", subject: paymentIntentId },
      money: { expected: { amount: 0 }, actual: { amount: 2_590, currency: "eur" } },
      resolved: { by: null },
    },
  ]);
  expect(await run()).toMatchObject({ settled: 0, repaired: 0, found: 0 });
  expect(await shop.db.discrepancy.count()).toBe(1);
  expect(await violations()).toEqual([]);
});

test("what just happened is no discrepancy: it is settled without a word", async () => {
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  expect(await run()).toMatchObject({ settled: 1, repaired: 0 });
  expect(await shop.db.discrepancy.count()).toBe(0);
});

test("what can't be read stays open with the reason; one press repairs it, a second and a third do no harm", async () => {
  shop.log.expectErrors(/a discrepancy could not be repaired|reconciliation could not settle/);
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  shop.clock.advance(20 * minuteMs);
  await refuse("GET", `/v1/payment_intents/${paymentIntentId}`);
  expect(await run()).toMatchObject({ found: 1, repaired: 0, failed: 1 });
  expect(await run()).toMatchObject({ found: 0 });
  const { id, problem } = await onlyOpen();
  expect(problem).toMatchObject({ code: "refused" });
  expect(await discrepancyAttention(shop, { examples: 3 })).toMatchObject({ count: 1 });
  await shop.outside.noFaults();
  const both = await Promise.all([1, 2].map(() => repairDiscrepancy(shop, { discrepancyId: id, by })));
  expect(both).toEqual([{ state: "repaired" }, { state: "repaired" }]);
  expect(await repairDiscrepancy(shop, { discrepancyId: id, by })).toEqual({ state: "repaired" });
  expect(await closed()).toMatchObject([{ id, state: "repaired", problem: null, resolved: { by: by.name } }]);
  expect(await presses()).toBe(1);
  expect(await shop.db.order.count({ where: { state: "confirmed" } })).toBe(1);
  expect(await run()).toMatchObject({ found: 0, repaired: 0, failed: 0 });
  expect(await violations()).toEqual([]);
});

test("a checkout that was paid twice: the second payment is refunded", async () => {
  const { paymentIntentId } = await confirmed();
  const second = await anotherPayment(paymentIntentId, true);
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ repaired: 1, found: 0 });
  expect(await closed()).toMatchObject([
    { kind: "duplicate_charge", subject: second, order: expect.stringMatching(/^DT-/), state: "repaired" },
  ]);
  await runJobs(shop);
  expect(await shop.db.refund.findMany()).toMatchObject([{ paymentIntentId: second, state: "succeeded" }]);
  expect(await run()).toMatchObject({ found: 0, repaired: 0 });
  expect(await violations()).toEqual([]);
});

test("an order of another amount than its payment waits for a press, which cancels it and refunds all", async () => {
  const { orderId } = await confirmed();
  await withoutRules(`update "order" set total_amount = total_amount - 590, shipping_amount = 0`);
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ found: 1, repaired: 0 });
  const found = await onlyOpen();
  expect(found).toMatchObject({
    kind: "amount_differs",
    money: { expected: { amount: 2_000, currency: "eur" }, actual: { amount: 2_590, currency: "eur" } },
  });
  const press = () => repairDiscrepancy(shop, { discrepancyId: found.id, by });
  expect(await Promise.all([press(), press()])).toEqual([{ state: "repaired" }, { state: "repaired" }]);
  await runJobs(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "cancelled", paymentState: "refunded" },
  });
  expect(await shop.db.refund.findMany()).toMatchObject([{ amount: 2_590, state: "succeeded" }]);
  expect(await presses()).toBe(1);
  expect(await run()).toMatchObject({ found: 0, repaired: 0, failed: 0 });
});

test("a shipped order is not cancelled by a press: it says why, and stays open", async () => {
  const { orderId } = await confirmed();
  await withoutRules(
    `update "order" set total_amount = total_amount - 590, shipping_amount = 0, fulfilment_state = 'shipped'`,
  );
  shop.clock.advance(20 * minuteMs);
  await run();
  const { id } = await onlyOpen();
  await expect(repairDiscrepancy(shop, { discrepancyId: id, by })).rejects.toMatchObject({
    code: "ORDER_HAS_SHIPPED",
  });
  expect(await onlyOpen()).toMatchObject({ id, pressed: { by: by.name } });
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    state: "confirmed",
  });
});

test("an order whose payment Stripe does not have is found from our side, and a press cancels it", async () => {
  shop.log.expectErrors(/Stripe refused a refund/);
  const { orderId, paymentIntentId } = await confirmed();
  await shop.stripe.paymentIntents.update(paymentIntentId, { metadata: { dualtrack_shop: notHere } });
  for (const table of ["payment", "payment_session", `"order"`])
    await withoutRules(`update ${table} set payment_intent_id = 'pi_gone'`);
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ payments: 0, orders: 1, found: 1 });
  const found = await onlyOpen();
  expect(found).toMatchObject({
    ...{ kind: "order_without_payment", subject: "pi_gone" },
    money: { expected: { amount: 2_590 }, actual: { amount: 0 } },
  });
  expect(await repairDiscrepancy(shop, { discrepancyId: found.id, by })).toEqual({ state: "repaired" });
  await runJobs(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    state: "cancelled",
  });
});

test("an order that a list of Stripe's had is not asked about again, unless the window is compared by hand", async () => {
  const { paymentIntentId } = await confirmed();
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ payments: 1, orders: 0 });
  expect(await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } })).toMatchObject({
    comparedAt: expect.any(Date),
  });
});

test("a refund made at Stripe without an event is booked by the run", async () => {
  const { paymentIntentId } = await confirmed();
  await run();
  shop.clock.advance(3 * dayMs);
  await shop.outside.advance(3 * dayMs);
  await run();
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 700 });
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ payments: 0, refunds: 1, repaired: 1, found: 0 });
  expect(await closed()).toMatchObject([
    { kind: "refund_missing_here", money: { expected: { amount: 0 }, actual: { amount: 700 } } },
  ]);
  expect(await shop.db.refund.findMany()).toMatchObject([{ amount: 700, state: "succeeded" }]);
  expect(await violations()).toEqual([]);
});

test("a refund of the books that Stripe lacks is sent again by a press, once", async () => {
  const { paymentIntentId } = await confirmed();
  await shop.db.refund.create({
    data: {
      ...{ paymentIntentId, amount: 700, currency: "eur", reason: "requested_by_customer" },
      ...{ state: "succeeded", stripeRefundId: "re_gone", createdAt: shop.clock.now() },
      requestedBy: by.name,
    },
  });
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ found: 1, repaired: 0 });
  const found = await onlyOpen();
  expect(found).toMatchObject({
    kind: "refund_missing_there",
    money: { expected: { amount: 700 }, actual: { amount: 0 } },
  });
  const press = () => repairDiscrepancy(shop, { discrepancyId: found.id, by });
  expect(await Promise.all([press(), press()])).toEqual([{ state: "repaired" }, { state: "repaired" }]);
  expect(await press()).toEqual({ state: "repaired" });
  await runJobs(shop);
  const { data } = await shop.stripe.refunds.list({ payment_intent: paymentIntentId });
  expect(data).toMatchObject([{ amount: 700, status: "succeeded" }]);
  expect(await shop.db.refund.findMany({ orderBy: { createdAt: "asc" } })).toMatchObject([
    { state: "failed", failureReason: "resource_missing" },
    { state: "succeeded", stripeRefundId: data[0]?.id },
  ]);
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ found: 0, repaired: 0, failed: 0 });
  expect(await violations()).toEqual([]);
});

test("a refund that both have, of another amount, can't be settled: it is dismissed with a reason", async () => {
  const { paymentIntentId } = await confirmed();
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 700 });
  await run();
  await withoutRules("update refund set amount = 600");
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ found: 1, repaired: 0 });
  const found = await onlyOpen();
  expect(found).toMatchObject({
    kind: "refund_differs",
    money: { expected: { amount: 600 }, actual: { amount: 700 } },
  });
  expect(await repairDiscrepancy(shop, { discrepancyId: found.id, by })).toEqual({ state: "open" });
  const dismiss = (version: number) =>
    dismissDiscrepancy(shop, { discrepancyId: found.id, version, note: "Known to the bookkeeper", by });
  await expect(dismiss(found.version + 1)).rejects.toMatchObject({ code: "DISCREPANCY_CHANGED" });
  await dismiss(found.version);
  await dismiss(found.version);
  expect(await shop.db.auditEntry.count({ where: { action: "discrepancy.dismiss" } })).toBe(1);
  expect(await run()).toMatchObject({ found: 0 });
  expect(await open()).toEqual([]);
  await expect(repairDiscrepancy(shop, { discrepancyId: found.id, by })).rejects.toMatchObject({
    code: "DISCREPANCY_CLOSED",
    details: { state: "dismissed", by: by.name },
  });
  // Another amount is another thing.
  await withoutRules("update refund set amount = 500");
  await run();
  expect(await onlyOpen()).toMatchObject({ id: found.id, state: "open", resolved: null });
});

test("a payment that can still be made for a checkout that is over is cancelled at Stripe", async () => {
  const { id: checkoutId, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  const orphan = await anotherPayment(paymentIntentId, false);
  await cancelCheckout(shop, { checkoutId });
  expect(await run()).toMatchObject({ repaired: 0 });
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ repaired: 1, found: 0 });
  expect(await closed()).toMatchObject([{ kind: "payable_after_end", subject: orphan, state: "repaired" }]);
  expect(await shop.stripe.paymentIntents.retrieve(orphan)).toMatchObject({ status: "canceled" });
  expect(await run()).toMatchObject({ repaired: 0, found: 0 });
});

test("one that Stripe does not let go stays open, and a press cancels it later", async () => {
  shop.log.expectErrors(/a discrepancy could not be repaired/);
  const { id: checkoutId, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  const orphan = await anotherPayment(paymentIntentId, false);
  await cancelCheckout(shop, { checkoutId });
  shop.clock.advance(20 * minuteMs);
  await refuse("POST", `/v1/payment_intents/${orphan}/cancel`);
  expect(await run()).toMatchObject({ repaired: 0, found: 1 });
  await shop.outside.noFaults();
  const { id } = await onlyOpen();
  expect(await repairDiscrepancy(shop, { discrepancyId: id, by })).toEqual({ state: "repaired" });
  expect(await shop.stripe.paymentIntents.retrieve(orphan)).toMatchObject({ status: "canceled" });
  expect(await repairDiscrepancy(shop, { discrepancyId: id, by })).toEqual({ state: "repaired" });
  expect(await presses()).toBe(1);
});

test("what an ended checkout still holds becomes free", async () => {
  const cartToken = await guestWith(shop, { [record]: 3 });
  const { id } = await startCheckout(shop, { cartToken });
  await withoutRules(`update checkout set state = 'expired', ended_at = '${shop.clock.now().toISOString()}'`);
  expect(await stockOf(shop, record)).toEqual({ onHand: 20, reserved: 3 });
  shop.clock.advance(20 * minuteMs);
  expect(await run()).toMatchObject({ found: 0, repaired: 1 });
  expect(await stockOf(shop, record)).toEqual({ onHand: 20, reserved: 0 });
  expect(await closed()).toMatchObject([{ kind: "stock_held", units: 3, subject: id, state: "repaired" }]);
  expect(await run()).toMatchObject({ found: 0, repaired: 0 });
  expect(await violations()).toEqual([]);
});

test("a discrepancy whose cause goes away vanishes, also out of the run's window", async () => {
  const { paymentIntentId } = await confirmed();
  const stripeRefundId = "re_gone";
  await shop.db.refund.create({
    data: {
      ...{ paymentIntentId, amount: 700, currency: "eur", reason: "requested_by_customer" },
      ...{ state: "succeeded", stripeRefundId, createdAt: shop.clock.now() },
    },
  });
  shop.clock.advance(20 * minuteMs);
  await run();
  const { id } = await onlyOpen();
  await withoutRules("delete from refund");
  shop.clock.advance(10 * dayMs);
  await reconcile(shop, { windowMs: minuteMs });
  expect(await closed()).toMatchObject([{ id, state: "vanished", resolved: { by: null } }]);
  expect(await repairDiscrepancy(shop, { discrepancyId: id, by })).toEqual({ state: "vanished" });
});

test("two runs at once make one discrepancy of each", async () => {
  const { paymentIntentId } = await confirmed();
  await anotherPayment(paymentIntentId, true);
  await withoutRules(`update "order" set total_amount = total_amount - 590, shipping_amount = 0`);
  shop.clock.advance(20 * minuteMs);
  const runs = await Promise.all([run(), run(), run()]);
  expect(runs.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
  const kinds = (await shop.db.discrepancy.findMany({ orderBy: { kind: "asc" } })).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "amount_differs")).toHaveLength(1);
  await runJobs(shop);
  expect(await shop.db.refund.count()).toBe(1);
});

test("a process that dies in a repair leaves nothing half done: the next press or run ends it", async () => {
  const { paymentIntentId } = await confirmed();
  await shop.db.refund.create({
    data: {
      ...{ paymentIntentId, amount: 700, currency: "eur", reason: "requested_by_customer" },
      ...{ state: "succeeded", stripeRefundId: "re_gone", createdAt: shop.clock.now() },
      requestedBy: by.name,
    },
  });
  shop.clock.advance(20 * minuteMs);
  await run();
  const { id: discrepancyId } = await onlyOpen();
  for (let nth = 1; nth < 200; nth += 4) {
    const came = await dieAtStatement(shop, { nth, when: nth % 8 === 1 ? "before" : "after" }, (dying) =>
      repairDiscrepancy(dying, { discrepancyId, by }),
    );
    const refunds = await shop.db.refund.findMany({ orderBy: { createdAt: "asc" } });
    // Both or none: one that failed, and another one in its place.
    expect([["succeeded"], ["failed", "requested"]]).toContainEqual(refunds.map(({ state }) => state));
    if (came < nth) break;
  }
  expect(await repairDiscrepancy(shop, { discrepancyId, by })).toEqual({ state: "repaired" });
  expect(await closed()).toMatchObject([{ resolved: { by: by.name } }]);
  await runJobs(shop);
  expect((await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data).toHaveLength(1);
});

test("the list is filtered and searched, and exported with both sums", async () => {
  const { paymentIntentId, orderId } = await confirmed();
  await withoutRules(`update "order" set total_amount = total_amount - 590, shipping_amount = 0`);
  shop.clock.advance(20 * minuteMs);
  await run();
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const found = async (filter: object) =>
    (await listDiscrepancies(shop, { show: "open", limit: 50, ...filter })).discrepancies.length;
  expect(await found({ q: `DT-${number}` })).toBe(1);
  expect(await found({ q: paymentIntentId })).toBe(1);
  expect(await found({ q: randomUUID() })).toBe(0);
  expect(await found({ kind: "amount_differs" })).toBe(1);
  expect(await found({ kind: "stock_held" })).toBe(0);
  let csv = "";
  for await (const part of await exportDiscrepancies(shop, { show: "open", by })) csv += part;
  expect(csv).toContain("found_at,kind,state,order,currency,in_books");
  expect(csv).toContain(`amount_differs,open,DT-${number},EUR,20.00,2000,25.90,2590,EUR`);
  expect(await shop.db.auditEntry.count({ where: { action: "discrepancies.export" } })).toBe(1);
});
