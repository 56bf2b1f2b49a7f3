import {
  buy,
  manager as by,
  dieAtStatement,
  openTestShop,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findWrong } from "../alerts/rules.ts";
import { dismissDiscrepancy } from "../discrepancy-actions/dismiss-discrepancy.ts";
import { listDiscrepancies } from "../discrepancy-actions/list-discrepancies.ts";
import { repairDiscrepancy } from "../discrepancy-actions/repair-discrepancy.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { reconcile, reconcileBetween } from "../reconciliation/reconcile.ts";
import { getBalanceOfOrder } from "./balance-of-order.ts";
import { exportPayouts } from "./export-payouts.ts";
import { getPayout, listPayoutTransactions } from "./get-payout.ts";
import { countPayouts, listPayouts } from "./list-payouts.ts";
import { getPayoutFigures } from "./payout-figures.ts";

const dayMs = 24 * 60 * 60_000;

let shop: TestShop;
let record: string;
beforeEach(async () => {
  shop = await openTestShop();
  record = await stockedVariant(shop, { onHand: 50 });
});
afterEach(() => shop[Symbol.asyncDispose]());

const run = () => reconcile(shop, { windowMs: dayMs });
const payouts = async () => (await listPayouts(shop, { limit: 50 })).payouts;
const differences = async () => (await listDiscrepancies(shop, { show: "open", limit: 50 })).discrepancies;
const faults = async () => (await auditLedger(shop)).violations;

async function later(days: number): Promise<void> {
  shop.clock.advance(days * dayMs);
  await shop.outside.advance(days * dayMs);
}

async function ordered(count = 1) {
  const bought = await buy(shop, { [record]: count });
  await runJobs(shop);
  return shop.db.order.findUniqueOrThrow({ where: { id: bought.orderId }, include: { checkout: true } });
}

async function onlyPayout() {
  const [payout, ...others] = await payouts();
  if (payout === undefined || others.length > 0) throw new Error(`${others.length} others`);
  return payout;
}

/** Another program takes a payment on the same account. */
async function paidElsewhere(): Promise<string> {
  const { id } = await shop.stripe.paymentIntents.create({
    ...{ amount: 900, currency: "eur", payment_method: "pm_card_visa", confirm: true },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  return id;
}

/** Somebody writes into the database past its rules. */
async function withoutRules(sql: string): Promise<void> {
  await shop.db.$transaction([
    shop.db.$executeRawUnsafe("set local session_replication_role = replica"),
    shop.db.$executeRawUnsafe(sql),
  ]);
}

test("what arrives at the bank is, to the cent, what orders brought less fees, refunds and disputes", async () => {
  const [one, other, third] = [await ordered(2), await ordered(), await ordered()];
  const payment = { payment_intent: one.paymentIntentId ?? "" };
  await shop.stripe.refunds.create({ ...payment, amount: 500 });
  const disputed = third.paymentIntentId ?? "";
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId: disputed } });
  await shop.outside.dispute(chargeId ?? "");
  await run();
  const number = `DT-${one.number}`;
  const [before] = await getBalanceOfOrder(shop, { number });
  expect(before).toMatchObject({ payouts: [], waiting: before?.net });
  await later(3);
  expect(await run()).toMatchObject({ payouts: 1, found: 0, failed: 0 });

  const payout = await onlyPayout();
  const { sums, amount } = payout;
  const gross = one.totalAmount + other.totalAmount + third.totalAmount;
  expect(payout).toMatchObject({ state: "paid", isAutomatic: true, addsUp: true, failure: null });
  expect(sums).toMatchObject({
    ...{ transactions: 5, charges: { amount: gross }, refunds: { amount: -500 }, others: { amount: 0 } },
    ...{ disputes: { amount: -third.totalAmount }, unmatched: 0, net: amount },
  });
  expect(amount.amount).toBe(gross - 500 - third.totalAmount - (sums?.fees.amount ?? 0));
  const { transactions, nextCursor } = await listPayoutTransactions(shop, { payoutId: payout.id, limit: 3 });
  const rest = await listPayoutTransactions(shop, {
    ...{ payoutId: payout.id, limit: 3 },
    cursor: nextCursor ?? "",
  });
  const all = [...transactions, ...rest.transactions];
  expect(all.reduce((sum, { net }) => sum + net.amount, 0)).toBe(amount.amount);
  const numbers = [one, one, other, third, third].map(({ number: own }) => `DT-${own}`);
  expect(all.map(({ order }) => order).sort()).toEqual(numbers.sort());

  const [after] = await getBalanceOfOrder(shop, { number });
  expect(after).toMatchObject({
    ...{ amount: { amount: one.totalAmount - 500 }, waiting: { amount: 0 } },
    payouts: [{ id: payout.id, state: "paid", net: after?.net }],
  });
  await expect(getBalanceOfOrder(shop, { number: "DT-999999" })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
  await expect(getPayout(shop, { payoutId: "po_0" })).rejects.toMatchObject({ code: "PAYOUT_NOT_FOUND" });
  const { money } = await getPayoutFigures(shop, { days: 7 });
  expect(money).toMatchObject([
    { currency: "eur", charges: gross, fees: sums?.fees.amount, arrived: amount.amount, underway: 0 },
  ]);
  // Reading it again changes nothing, and neither does a window of the past.
  const rows = await shop.db.balanceTransaction.count();
  await run();
  const since = new Date(shop.clock.now().getTime() - 5 * dayMs);
  expect(await reconcileBetween(shop, { since, until: shop.clock.now() })).toMatchObject({
    ...{ payouts: 1, balanceTransactions: 6, found: 0, failed: 0 },
  });
  expect([await shop.db.balanceTransaction.count(), await payouts()]).toEqual([rows, [payout]]);
  expect(await faults()).toEqual([]);
});

test("payouts are found by state, day, currency, and by what they consist of, also as CSV", async () => {
  const { paymentIntentId } = await ordered();
  await later(3);
  await run();
  const { id, arrivesAt, amount } = await onlyPayout();
  const day = arrivesAt.slice(0, 10);
  const [refund = ""] = [(await shop.stripe.charges.list({ limit: 1 })).data[0]?.id];
  for (const filter of [
    { state: "paid" as const },
    { currency: "eur", from: day, to: day },
    { q: id },
    { q: paymentIntentId ?? "" },
    { q: refund },
  ])
    expect(await countPayouts(shop, filter)).toBe(1);
  for (const filter of [{ state: "failed" as const }, { currency: "usd" }, { wrong: true }, { q: "pi_0" }])
    expect(await countPayouts(shop, filter)).toBe(0);
  const pages: string[] = [];
  for await (const page of await exportPayouts(shop, { state: "paid", by })) pages.push(page);
  const [head = "", row = ""] = pages.join("").split("\r\n");
  const cells = new Map(head.split(",").map((name, index) => [name, row.split(",")[index]]));
  expect(cells.get("net_minor")).toBe(`${amount.amount}`);
  expect([cells.get("arrives_on"), cells.get("state")]).toEqual([day, "paid"]);
  expect(await shop.db.auditEntry.findFirst({ where: { action: "payouts.export" } })).toMatchObject({
    ...{ subject: "payouts", after: { count: 1, filter: { state: "paid" } } },
  });
  await expect(listPayouts(shop, { limit: 1, cursor: "nonsense" })).rejects.toMatchObject({
    code: "CURSOR_INVALID",
  });
});

test("a refund and a payment that the books had missed are settled by the run that finds them in a payout", async () => {
  const { paymentIntentId } = await ordered();
  const refund = await shop.stripe.refunds.create({ payment_intent: paymentIntentId ?? "", amount: 300 });
  await later(3);
  await run();
  await withoutRules(`delete from refund where stripe_refund_id = '${refund.id}'`);
  await later(2);
  expect(await run()).toMatchObject({ repaired: 1, failed: 0 });
  expect(await differences()).toEqual([]);
  expect(await shop.db.refund.count({ where: { stripeRefundId: refund.id } })).toBe(1);
  expect(await onlyPayout()).toMatchObject({ addsUp: true });
});

test("what is not the shop's in a payout is a discrepancy, once, until somebody dismisses it with a reason", async () => {
  await ordered();
  await paidElsewhere();
  await later(3);
  expect(await run()).toMatchObject({ found: 1, failed: 0 });
  const [difference] = await differences();
  const { id, amount, sums } = await onlyPayout();
  expect(difference).toMatchObject({
    ...{ kind: "payout_unmatched", subject: id, order: null, units: 1 },
    money: { actual: amount },
  });
  expect(sums).toMatchObject({ unmatched: 1, net: amount });
  expect(await countPayouts(shop, { wrong: true })).toBe(1);
  expect(await run()).toMatchObject({ found: 0 });
  const discrepancyId = difference?.id ?? "";
  expect(await repairDiscrepancy(shop, { discrepancyId, by })).toEqual({ state: "open" });
  const { version } = (await differences())[0] ?? { version: 0 };
  await dismissDiscrepancy(shop, { discrepancyId, version, note: "The till in the shop", by });
  expect(await run()).toMatchObject({ found: 0, repaired: 0 });
  expect(await differences()).toEqual([]);
  const entries = await shop.db.auditEntry.findMany({ where: { subject: id } });
  expect(entries.map(({ action }) => action).sort()).toEqual(["discrepancy.dismiss", "discrepancy.repair"]);
});

test("a payout that does not add up is seen by the ledger audit, and by the run, which reads it again", async () => {
  await ordered();
  await ordered();
  await later(3);
  await run();
  const { id } = await onlyPayout();
  const [lost, wrong] = await shop.db.balanceTransaction.findMany({ where: { category: "charge" } });
  await withoutRules(`delete from balance_transaction where id = '${lost?.id}'`);
  await withoutRules(
    `update balance_transaction set amount = amount + 1, net = net + 1 where id = '${wrong?.id}'`,
  );
  const problems = (await faults()).map(({ problem }) => problem);
  expect(problems).toContain("Stripe's balance has a charge or refund of another amount than the books");
  expect(problems).toContain("what arrives at the bank is not what a payout's transactions add up to");
  expect(await run()).toMatchObject({ found: 0, repaired: 1, failed: 0 });
  expect(await shop.db.discrepancy.findFirst()).toMatchObject({
    kind: "payout_differs",
    subject: id,
    state: "repaired",
  });
  expect(await onlyPayout()).toMatchObject({ id, addsUp: true });
  expect(await faults()).toEqual([]);
});

test("a payout that the bank sends back is told with its reason until the next one has brought the money", async () => {
  await ordered();
  await later(3);
  await run();
  const { id, amount } = await onlyPayout();
  await shop.outside.failPayout(id, "no_account");
  await run();
  expect(await getPayout(shop, { payoutId: id })).toMatchObject({
    state: "failed",
    failure: { code: "no_account", message: "The bank account could not be located." },
  });
  const alert = async () => (await findWrong(shop)).find(({ kind }) => kind === "payout_failed");
  expect(await alert()).toMatchObject({ details: { count: 1 } });
  await later(2);
  await run();
  const [again] = await payouts();
  expect(again).toMatchObject({ state: "paid", amount, addsUp: true, sums: { others: amount } });
  expect(await alert()).toBeUndefined();
  expect(await differences()).toEqual([]);
});

test("one that is on its way is followed to the bank, and one that is killed anywhere is read whole by the next run", async () => {
  const { paymentIntentId } = await ordered();
  for (let n = 0; n < 3; n += 1) await ordered();
  await later(2);
  await shop.outside.advance(2 * 60 * 60_000);
  for (let nth = 1; nth < 600; nth += 23) {
    const when = nth % 2 === 0 ? "before" : "after";
    const came = await dieAtStatement(shop, { nth, when }, (dying) => reconcile(dying, { windowMs: dayMs }));
    if (came < nth) break;
  }
  await run();
  const made = await payouts();
  await later(12);
  await run();
  expect(await onlyPayout()).toMatchObject({ state: "paid", addsUp: true, sums: { transactions: 4 } });
  expect(made.map(({ state }) => state)).not.toContain("failed");
  expect(await shop.db.discrepancy.count({ where: { state: "open" } })).toBe(0);
  await syncPayment(shop, { paymentIntentId: paymentIntentId ?? "", track: "sync", thorough: true });
  expect(await faults()).toEqual([]);
});

test("without the right to read payouts everything else is compared, and the next run does not compare it again", async () => {
  shop.log.expectErrors(/reconciliation could not settle/);
  await ordered();
  await shop.outside.fault({
    ...{ kind: "api", action: "error", when: "before", method: "GET", status: 403, path: "/v1/payouts" },
  });
  expect(await run()).toMatchObject({ payments: 1, payouts: 0, failed: 1 });
  const { completeUntil } = await shop.db.reconciliation.findFirstOrThrow();
  expect(completeUntil).not.toBeNull();
});
