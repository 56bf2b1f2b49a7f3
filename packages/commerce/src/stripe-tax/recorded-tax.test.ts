import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  owner as by,
  dumpShop,
  makeRetriesDue,
  openTestShop,
  readyToPay,
  restoreShop,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getAttention } from "../operations/get-attention.ts";
import { removeOld } from "../operations/remove-old.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { dismissTaxRecords } from "./dismiss-tax-records.ts";
import { followTaxRecords } from "./follow-tax-records.ts";
import { recordTax } from "./record-tax.ts";

type Behavior = "inclusive" | "exclusive";

/** The table has the same rates, as it taxes the first price of a checkout. */
async function useStripeTax(shop: TestShop, taxBehavior: Behavior = "exclusive") {
  await shop.outside.noFaults();
  await shop.db.taxSettings.update({ where: { id: 1 }, data: { engine: "stripe_tax", taxBehavior } });
  if ((await shop.db.taxRate.count()) > 0) return;
  await shop.db.taxRegistration.create({ data: { country: "AT" } });
  const vat = { country: "AT", name: "VAT", validFrom: new Date("2020-01-01") };
  await shop.db.taxRate.createMany({
    data: [
      { ...vat, rate: 200_000 },
      { ...vat, rate: 100_000, taxCode: "txcd_35010000" },
    ],
  });
}

async function goods(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 9, price: 2_333 });
  const book = await stockedVariant(shop, { onHand: 9, price: 1_199 });
  await shop.db.product.updateMany({
    where: { variants: { some: { id: book } } },
    data: { taxCode: "txcd_35010000" },
  });
  return { [record]: 2, [book]: 1 };
}

/** Two records for 23.33 each and one book for 11.99, to Austria. */
async function bought(shop: TestShop, items?: Record<string, number>) {
  const order = await buy(shop, items ?? (await goods(shop)));
  await runJobs(shop);
  return order;
}

async function refund(shop: TestShop, orderId: string, amount: number, lineId?: string) {
  shop.clock.advance(1_000);
  const requestId = randomUUID();
  await refundOrder(shop, {
    ...{ orderId, amount, requestId, reason: "requested_by_customer", note: "as agreed", by },
    lines: lineId === undefined ? [] : [{ orderLineId: lineId, quantity: 1, restock: false }],
  });
  await runJobs(shop);
  return requestId;
}

const recordsOf = (shop: TestShop, orderId: string) =>
  shop.db.taxRecord.findMany({ where: { orderId }, orderBy: { createdAt: "asc" } });

/** What Stripe's tax report has of an order: amounts and tax of all lines, and of shipping. */
async function reportedOf(shop: TestShop, orderId: string) {
  const ids = (await recordsOf(shop, orderId)).flatMap(({ stripeIds }) => stripeIds);
  const sums = { amount: 0, tax: 0 };
  for (const id of ids) {
    const { shipping_cost } = await shop.stripe.tax.transactions.retrieve(id);
    const { data } = await shop.stripe.tax.transactions.listLineItems(id, { limit: 100 });
    for (const part of [...data, ...(shipping_cost === null ? [] : [shipping_cost])]) {
      sums.amount += part.amount;
      sums.tax += part.amount_tax;
    }
  }
  return { transactions: ids.length, ...sums };
}

test("a paid order is recorded at Stripe Tax once, with the taxes that were paid", async ({ shop }) => {
  await useStripeTax(shop);
  const { orderId, paymentIntentId } = await bought(shop);
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({
    taxSource: "stripe_tax",
    taxCalculationId: expect.stringMatching(/^taxcalc_/),
  });
  // 46.66 and 5.90 shipping at 20 %, 11.99 at 10 %: 9.33 + 1.18 + 1.20
  expect(order.taxAmount).toBe(933 + 118 + 120);
  expect(await reportedOf(shop, orderId)).toEqual({
    transactions: 1,
    amount: 4_666 + 1_199 + 590,
    tax: order.taxAmount,
  });
  const [record] = await recordsOf(shop, orderId);
  expect(record).toMatchObject({ state: "recorded", problem: null, reference: orderId });
  await recordTax(shop, { orderId });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  await runJobs(shop);
  expect((await reportedOf(shop, orderId)).transactions).toBe(1);
});

test.for(["exclusive", "inclusive"] as const)(
  "refunds in portions reverse exactly what was recorded, line by line (%s)",
  async (behavior, { shop }) => {
    await useStripeTax(shop, behavior);
    const { orderId, total } = await bought(shop);
    const { lines } = await shop.db.order.findUniqueOrThrow({
      where: { id: orderId },
      select: { lines: { orderBy: { position: "asc" } } },
    });
    const record = lines.find(({ quantity }) => quantity === 2);
    const unit = Math.ceil((record?.totalAmount ?? 0) / 2);
    await refund(shop, orderId, unit, record?.id);
    const creditNote = await shop.db.invoice.findFirstOrThrow({ where: { orderId, kind: "credit_note" } });
    const taxLeft = async () => (await reportedOf(shop, orderId)).tax;
    const { taxAmount } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(await taxLeft()).toBe(taxAmount - creditNote.taxAmount);
    await refund(shop, orderId, 777);
    await refund(shop, orderId, total.amount - unit - 777);
    expect(await reportedOf(shop, orderId)).toEqual({ transactions: 4, amount: 0, tax: 0 });
    const parts = (await recordsOf(shop, orderId)).map(({ parts }) => parts);
    expect(parts).toHaveLength(4);
  },
);

test("Stripe Tax is down when an order is paid: the order is confirmed all the same, and recorded once Stripe answers", async ({
  shop,
}) => {
  await useStripeTax(shop);
  await shop.outside.fault({
    kind: "api",
    path: "/v1/tax/transactions",
    action: "error",
    status: 500,
  });
  const { orderId } = await bought(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    state: "confirmed",
  });
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "due", stripeIds: [] }]);
  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "recorded" }]);
  expect((await reportedOf(shop, orderId)).transactions).toBe(1);
});

test("Stripe did the work, and its answer was lost: it is recorded once, and its id is known", async ({
  shop,
}) => {
  await useStripeTax(shop);
  await shop.outside.fault({
    ...{ kind: "api", path: "/v1/tax/transactions", action: "cut", when: "after" },
  });
  const { orderId } = await bought(shop);
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "due" }]);
  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "recorded" }]);
  expect((await reportedOf(shop, orderId)).transactions).toBe(1);
});

test("a process was killed after Stripe's answer, before it was stored: the next run gets the same transaction", async ({
  shop,
}) => {
  await useStripeTax(shop);
  const { orderId } = await bought(shop);
  const [before] = await recordsOf(shop, orderId);
  await shop.db.taxRecord.updateMany({
    where: { orderId },
    data: { state: "due", stripeIds: [], lines: [], recordedAt: null },
  });
  await recordTax(shop, { orderId });
  const [after] = await recordsOf(shop, orderId);
  expect(after?.stripeIds).toEqual(before?.stripeIds);
  expect(after?.lines).toEqual(before?.lines);
});

test("a calculation that has expired is made anew if it gives the same tax", async ({ shop }) => {
  await useStripeTax(shop);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/transactions", action: "error", status: 500 });
  const { orderId } = await bought(shop);
  await shop.outside.noFaults();
  await shop.outside.advance(91 * 24 * 60 * 60_000);
  await recordTax(shop, { orderId });
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(await reportedOf(shop, orderId)).toMatchObject({ transactions: 1, tax: order.taxAmount });
});

test("what Stripe refuses waits for staff, is tried again each hour, and refunds wait for it", async ({
  shop,
}) => {
  await useStripeTax(shop);
  shop.log.expectErrors(/tax can't be recorded at Stripe/);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/transactions", action: "error", status: 400 });
  const { orderId, total } = await bought(shop);
  expect(await recordsOf(shop, orderId)).toMatchObject([
    { state: "due", problem: expect.stringMatching(/^refused/) },
  ]);
  await refund(shop, orderId, total.amount);
  expect(await recordsOf(shop, orderId)).toHaveLength(2);
  await shop.outside.noFaults();
  // A busy machine may have kept a job: for another attempt, or locked, as its end could not be stored.
  await shop.db.$executeRaw`
    select from graphile_worker.force_unlock_workers(
      array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))`;
  await shop.db
    .$executeRaw`select from graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
  expect(await followTaxRecords(shop)).toEqual({ queued: 1 });
  await runJobs(shop);
  expect(await recordsOf(shop, orderId)).toMatchObject([
    { state: "recorded", problem: null },
    { state: "recorded", problem: null },
  ]);
  expect(await reportedOf(shop, orderId)).toMatchObject({ amount: 0, tax: 0 });
  expect(await followTaxRecords(shop)).toEqual({ queued: 0 });
});

test("a refund that failed after it was reversed is recorded as a new sale, and can be refunded again", async ({
  shop,
}) => {
  await useStripeTax(shop);
  const { orderId, total } = await bought(shop);
  const refundId = await refund(shop, orderId, 2_000);
  const { stripeRefundId, paymentIntentId } = await shop.db.refund.findUniqueOrThrow({
    where: { id: refundId },
  });
  shop.clock.advance(1_000);
  await shop.outside.decideRefund(stripeRefundId, { outcome: "fail" });
  await syncPayment(shop, { paymentIntentId, track: "webhook", thorough: true });
  await runJobs(shop);
  const { taxAmount } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const reported = await reportedOf(shop, orderId);
  expect(reported.transactions).toBe(3);
  expect(Math.abs(reported.tax - taxAmount)).toBeLessThanOrEqual(3);
  await refund(shop, orderId, total.amount);
  const after = await reportedOf(shop, orderId);
  expect(after.amount).toBeLessThanOrEqual(3);
  expect(Math.abs(after.tax)).toBeLessThanOrEqual(3);
  expect((await recordsOf(shop, orderId)).map(({ state }) => state)).toEqual([
    ...["recorded", "recorded", "recorded", "recorded"],
  ]);
});

test("an order that the table has taxed instead is confirmed, and nothing of it is recorded at Stripe", async ({
  shop,
}) => {
  await useStripeTax(shop);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 500 });
  const { orderId } = await bought(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "confirmed", taxSource: "table_instead", taxCalculationId: null },
  });
  expect(await recordsOf(shop, orderId)).toEqual([]);
});

test("the engine is changed while a customer pays: what was quoted is charged, and recorded", async ({
  shop,
}) => {
  await useStripeTax(shop);
  const { orderId } = await bought(shop);
  await shop.db.taxSettings.update({ where: { id: 1 }, data: { engine: "table" } });
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "recorded" }]);
});

test.for(["exclusive", "inclusive"] as const)(
  "a lost order is restored with Stripe's taxes (%s), and not recorded twice",
  async (behavior, { shop }) => {
    await useStripeTax(shop, behavior);
    const items = await goods(shop);
    const dump = await dumpShop(shop);
    const { orderId, paymentIntentId } = await bought(shop, items);
    const taxOf = (books: TestShop) =>
      books.db.order.findUnique({
        where: { id: orderId },
        select: {
          ...{ totalAmount: true, taxAmount: true, taxSource: true, taxCalculationId: true },
          taxes: { orderBy: { id: "asc" }, omit: { id: true } },
        },
      });
    const [recorded] = await recordsOf(shop, orderId);
    await using restored = await restoreShop(shop, dump);
    await syncPayment(restored, { paymentIntentId, track: "webhook", thorough: true });
    expect(await taxOf(restored)).toEqual(await taxOf(shop));
    await runJobs(restored);
    expect(await recordsOf(restored, orderId)).toMatchObject([
      { state: "recorded", stripeIds: recorded?.stripeIds },
    ]);
  },
);

test("Home and the order say what is not recorded and what the table has taxed; staff can say that they did it by hand", async () => {
  await using shop = await openTestShop();
  await useStripeTax(shop);
  shop.log.expectErrors(/tax can't be recorded at Stripe/);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/transactions", action: "error", status: 400 });
  const { orderId } = await bought(shop);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const shown = formatOrderNumber(number);
  expect((await getAttention(shop)).unrecordedTax).toMatchObject({ count: 1, examples: [{ number: shown }] });
  expect(await getOrderForStaff(shop, { number: shown })).toMatchObject({
    taxSource: "stripe_tax",
    taxRecords: [{ state: "due", stripeIds: [], problem: { code: "refused" } }],
  });
  await dismissTaxRecords(shop, { orderId, by });
  await dismissTaxRecords(shop, { orderId, by });
  expect((await getAttention(shop)).unrecordedTax.count).toBe(0);
  expect(await shop.db.auditEntry.count({ where: { action: "order.dismiss_tax_records" } })).toBe(1);
  await shop.outside.noFaults();
  await recordTax(shop, { orderId });
  expect(await recordsOf(shop, orderId)).toMatchObject([{ state: "dismissed", stripeIds: [] }]);

  await shop.outside.fault({ kind: "api", path: "/v1/tax/calculations", action: "error", status: 500 });
  await bought(shop);
  const { taxedInstead, stripeTaxOutage, stripeOutage } = await getAttention(shop);
  expect(taxedInstead).toMatchObject({ count: 1, examples: [{ number: expect.stringMatching(/^DT-/) }] });
  expect([stripeTaxOutage.count, stripeOutage.count]).toEqual([1, 0]);
});

test("the ledger's audit finds each document that is not recorded, nor due, and each refund without its credit note", async () => {
  await using shop = await openTestShop();
  await useStripeTax(shop);
  const { orderId, total } = await bought(shop);
  await refund(shop, orderId, total.amount - 100);
  shop.log.expectErrors(/tax can't be recorded at Stripe/);
  await shop.outside.fault({ kind: "api", path: "/v1/tax/transactions", action: "error", status: 400 });
  const waiting = await bought(shop);
  await shop.outside.noFaults();
  const problems = async () => (await auditLedger(shop)).violations.map(({ problem }) => problem);
  // What is due stands on Home and on its order.
  expect(await problems()).toEqual([]);
  await dismissTaxRecords(shop, { orderId: waiting.orderId, by });
  expect(await problems()).toEqual([]);

  const unguarded = (change: string) =>
    shop.db.$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await tx.$executeRawUnsafe(change);
    });
  const [sale, reversal] = await recordsOf(shop, orderId);
  await shop.db.taxRecord.update({ where: { id: sale?.id ?? "" }, data: { stripeIds: [] } });
  const unrecorded = "a document of an order taxed by Stripe Tax is not recorded there, nor due";
  expect(await problems()).toEqual([unrecorded]);
  await shop.db.taxRecord.update({
    where: { id: sale?.id ?? "" },
    data: { stripeIds: sale?.stripeIds ?? [] },
  });
  expect(await problems()).toEqual([]);
  await shop.db.taxRecord.delete({ where: { id: reversal?.id ?? "" } });
  expect(await problems()).toEqual([unrecorded]);
  await unguarded(`delete from invoice_tax where invoice_id = '${reversal?.invoiceId}'`);
  await unguarded(`delete from invoice where id = '${reversal?.invoiceId}'`);
  expect(await problems()).toEqual(["a refund has no credit note, or more than one"]);
  await unguarded("truncate tax_record, invoice_tax, invoice");
  expect(await problems()).toEqual([
    "an order taxed by Stripe Tax has no invoice, so its tax is not recorded",
    "an order taxed by Stripe Tax has no invoice, so its tax is not recorded",
  ]);
});

test("answers of Stripe Tax go with the retention of carts after their checkout's end; an order keeps its own", async () => {
  await using shop = await openTestShop();
  await useStripeTax(shop);
  const record = await stockedVariant(shop, { onHand: 9, price: 2_333 });
  const open = await readyToPay(shop, { [record]: 1 });
  const { orderId } = await bought(shop, { [record]: 1 });
  const left = await readyToPay(shop, { [record]: 1 });
  await shop.db.checkout.update({
    where: { id: left.id },
    data: { state: "expired", endedAt: shop.clock.now() },
  });
  const { taxCalculationId } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  // What the order's checkout had asked before its last quote.
  const { id: _, ...answer } = await shop.db.taxCalculation.findFirstOrThrow({
    where: { checkoutId: orderId },
  });
  await shop.db.taxCalculation.create({
    data: { ...answer, id: "taxcalc_earlier", question: {}, taxes: {}, askedHash: "another" },
  });
  const before = await shop.db.taxCalculation.count();
  expect(before).toBeGreaterThanOrEqual(4);
  shop.clock.advance((shop.settings.keptDays.carts - 1) * 24 * 60 * 60_000);
  expect((await removeOld(shop)).taxCalculations).toBe(0);
  shop.clock.advance(2 * 24 * 60 * 60_000);
  expect((await removeOld(shop)).taxCalculations).toBe(before - (await shop.db.taxCalculation.count()));
  const kept = await shop.db.taxCalculation.findMany({ select: { id: true, checkoutId: true } });
  expect(new Set(kept.map(({ checkoutId }) => checkoutId))).toEqual(new Set([orderId, open.id]));
  expect(kept.filter(({ checkoutId }) => checkoutId === orderId).map(({ id }) => id)).toEqual([
    taxCalculationId,
  ]);
});
