import {
  buy,
  owner as by,
  dumpShop,
  openTestShop,
  payAtStripe,
  readyToPay,
  restoreShop,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  auditLedger,
  getAttention,
  ignoreUnknownPayment,
  listUnknownPayments,
  reconcile,
  refundUnknownPayment,
  retryUnknownPayment,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { alignOrderNumbers } from "../restore/align-order-numbers.ts";

const hourMs = 60 * 60_000;
/** The shop whose orders are lost, and the same on its old dump. */
let lost: TestShop;
let shop: TestShop;
/** Variants by what is wrong with them on the dump. */
let goods: Record<"short" | "gone" | "fine", string>;
const orders: Record<string, { id: string; paymentIntentId: string; number: number }> = {};

beforeAll(async () => {
  lost = await openTestShop();
  await lost.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: by.email } });
  goods = {
    short: await stockedVariant(lost, { onHand: 1 }),
    gone: await stockedVariant(lost, { onHand: 5 }),
    fine: await stockedVariant(lost, { onHand: 20 }),
  };
  const dump = await dumpShop(lost);
  await lost.db.stockMovement.create({ data: { variantId: goods.short, kind: "receive", quantity: 4 } });
  const kinds = { short: "short", short2: "short", gone: "gone", edited: "fine", foreign: "fine" } as const;
  for (const [name, kind] of Object.entries(kinds)) {
    const { id, paymentIntentId } = await buy(lost, { [goods[kind]]: 2 });
    await runJobs(lost);
    const { number } = await lost.db.order.findUniqueOrThrow({ where: { id } });
    orders[name] = { id, paymentIntentId, number };
  }
  await lost.stripe.paymentIntents.update(of("edited").paymentIntentId, {
    metadata: { dualtrack_subtotal: "1" },
  });
  await lost.stripe.paymentIntents.update(of("foreign").paymentIntentId, {
    metadata: { dualtrack_shop: "00000000-0000-4000-8000-000000000000" },
  });
  shop = await restoreShop(lost, dump);
  await shop.db.variant.update({ where: { id: goods.gone }, data: { sku: "renamed" } });
  await alignOrderNumbers(shop);
  await reconcile(shop, { windowMs: hourMs });
  await runJobs(shop);
}, 300_000);
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await lost[Symbol.asyncDispose]();
});

function of(name: string) {
  const order = orders[name];
  if (order === undefined) throw new Error(`No order ${name}`);
  return order;
}
const rowOf = (name: string) =>
  shop.db.unknownPayment.findUnique({ where: { paymentIntentId: of(name).paymentIntentId } });
const orderOf = (name: string) => shop.db.order.findUnique({ where: { id: of(name).id } });
const problems = async () => (await auditLedger(shop)).violations.map(({ problem }) => problem);

test("an order that can't be restored waits for staff: shown on Home, by one mail and in the log; nothing is refunded", async () => {
  shop.log.expectErrors(/has no order, and it can't be made again/);
  expect(await rowOf("short")).toMatchObject({ state: "open", problem: "out_of_stock" });
  expect(await rowOf("gone")).toMatchObject({ state: "open", problem: "sku_missing" });
  expect(await rowOf("edited")).toMatchObject({ state: "open", problem: "sums_differ" });
  expect(await shop.db.refund.count()).toBe(0);
  expect(await stockOf(shop, goods.short)).toEqual({ onHand: 1, reserved: 0 });

  const { unknownPayments } = await getAttention(shop);
  expect(unknownPayments).toMatchObject({ count: 4, examples: [{}, {}, {}] });
  const mails = await shop.db.mail.findMany({ where: { kind: "staff_alert" } });
  expect(mails).toMatchObject([
    { recipient: by.email, subject: "4 payments without an order: please decide", state: "sent" },
  ]);
  expect(mails[0]?.text).toContain("/admin/unknown-payments");
  expect(shop.log.errors).toHaveLength(4);
  await reconcile(shop, { windowMs: hourMs });
  expect(shop.log.errors).toHaveLength(4);
  expect(await shop.db.mail.count({ where: { kind: "staff_alert" } })).toBe(1);
  expect(await problems()).toHaveLength(4);
  expect(await problems()).toContain("paid, but its order is lost: staff have to decide (out of stock)");
});

test("another shop's payment on the same account is left alone", async () => {
  expect(await rowOf("foreign")).toBeNull();
  expect(await syncPayment(shop, { paymentIntentId: of("foreign").paymentIntentId, track: "webhook" })).toBe(
    "foreign",
  );
});

test("staff correct the stock and retry: the order is restored with its number, and takes its goods", async () => {
  const { paymentIntentId, number } = of("short");
  expect(await retryUnknownPayment(shop, { paymentIntentId, by })).toMatchObject({ state: "open" });
  await shop.db.stockMovement.create({ data: { variantId: goods.short, kind: "receive", quantity: 1 } });
  const presses = await Promise.all([1, 2].map(() => retryUnknownPayment(shop, { paymentIntentId, by })));
  expect(presses).toMatchObject([{ state: "restored" }, { state: "restored" }]);
  expect(await orderOf("short")).toMatchObject({ state: "confirmed", number });
  expect(await stockOf(shop, goods.short)).toEqual({ onHand: 0, reserved: 0 });
  expect(await shop.db.auditEntry.count({ where: { action: "payment.restore" } })).toBeGreaterThan(1);
});

test("staff refund the payment: a cancelled order with the customer's details, one refund, one mail, no goods", async () => {
  const { paymentIntentId } = of("short2");
  await Promise.all([1, 2].map(() => refundUnknownPayment(shop, { paymentIntentId, by })));
  await runJobs(shop);
  expect(await orderOf("short2")).toMatchObject({
    state: "cancelled",
    paymentState: "refunded",
    email: "customer@example.com",
  });
  expect(await shop.db.refund.findMany({ where: { paymentIntentId } })).toMatchObject([
    { amount: 4_000 + 590, state: "succeeded", reason: "order_cancelled", requestedBy: "Olga" },
  ]);
  const mails = await shop.db.mail.findMany({ where: { orderId: of("short2").id } });
  expect(mails.map(({ kind }) => kind).sort()).toEqual(["order_cancelled", "refund_sent"]);
  expect(await stockOf(shop, goods.short)).toEqual({ onHand: 0, reserved: 0 });
  await expect(retryUnknownPayment(shop, { paymentIntentId, by })).rejects.toMatchObject({
    code: "UNKNOWN_PAYMENT_DECIDED",
  });
  expect(await rowOf("short2")).toMatchObject({ state: "refunded", decidedBy: "Olga" });
});

test("one refunds the payment while others restore the order: the first one decides", async () => {
  shop.log.expectErrors(/has no order, and it can't be made again/);
  for (let round = 0; round < 6; round += 1) {
    const { id, paymentIntentId } = await buy(lost, { [goods.fine]: 1 });
    await shop.stripe.paymentIntents.update(paymentIntentId, { metadata: { dualtrack_subtotal: "1" } });
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    await shop.stripe.paymentIntents.update(paymentIntentId, { metadata: { dualtrack_subtotal: "2000" } });
    const make = () => retryUnknownPayment(shop, { paymentIntentId, by });
    const refund = () => refundUnknownPayment(shop, { paymentIntentId, by });
    const presses = round % 2 === 0 ? [make(), make(), refund()] : [refund(), make(), make()];
    const isGivenBack =
      (await Promise.allSettled(presses)).at(round % 2 === 0 ? 2 : 0)?.status === "fulfilled";
    await runJobs(shop);
    const { state } = await shop.db.order.findUniqueOrThrow({ where: { id } });
    expect(state).toBe(isGivenBack ? "cancelled" : "confirmed");
    const row = await shop.db.unknownPayment.findUnique({ where: { paymentIntentId } });
    expect(row?.state).toBe(isGivenBack ? "refunded" : "restored");
    expect(await shop.db.refund.count({ where: { paymentIntentId } })).toBe(isGivenBack ? 1 : 0);
  }
});

test("a payment whose order can't be read is refunded, too", async () => {
  const { paymentIntentId } = of("edited");
  await refundUnknownPayment(shop, { paymentIntentId, by });
  await runJobs(shop);
  expect(await orderOf("edited")).toMatchObject({
    state: "cancelled",
    paymentState: "refunded",
    totalAmount: 4_590,
  });
});

test("an ignored payment is not changed, and its order can be restored later, when its SKU exists again", async () => {
  const { paymentIntentId, number } = of("gone");
  await ignoreUnknownPayment(shop, { paymentIntentId, by });
  await reconcile(shop, { windowMs: hourMs });
  expect(await rowOf("gone")).toMatchObject({ state: "ignored" });
  expect(await problems()).toEqual([]);
  const { sku } = await lost.db.variant.findUniqueOrThrow({ where: { id: goods.gone } });
  await shop.db.variant.update({ where: { id: goods.gone }, data: { sku } });
  await retryUnknownPayment(shop, { paymentIntentId, by });
  expect(await orderOf("gone")).toMatchObject({ state: "confirmed", number });
  const { open, decided } = await listUnknownPayments(shop);
  expect(open).toEqual([]);
  expect(decided.map((payment) => payment.paymentIntentId)).toContain(paymentIntentId);
  expect(await problems()).toEqual([]);
});

test("a number that another order has got meanwhile stays with it; both numbers are shown", async () => {
  const { id, paymentIntentId } = await buy(lost, { [goods.fine]: 1 });
  await runJobs(lost);
  const { number } = await lost.db.order.findUniqueOrThrow({ where: { id } });
  const other = await readyToPay(shop, { [goods.fine]: 1 });
  await shop.db.checkout.update({ where: { id: other.id }, data: { orderNumber: number } });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  const order = await shop.db.order.findUniqueOrThrow({ where: { id }, include: { timeline: true } });
  expect(order.number).toBeGreaterThan(number);
  expect(order.timeline.find(({ kind }) => kind === "restored")?.details).toEqual({
    number: `DT-${order.number}`,
    numberBefore: `DT-${number}`,
  });
});

test("a sale counts on its original day, however late its order is restored", async () => {
  const { id, paymentIntentId } = await buy(lost, { [goods.fine]: 1 });
  shop.clock.advance(48 * hourMs);
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
  const { placedAt, confirmedAt } = await shop.db.order.findUniqueOrThrow({ where: { id } });
  const dayAgo = new Date(shop.clock.now().getTime() - 24 * hourMs);
  expect([placedAt < dayAgo, confirmedAt !== null && confirmedAt < dayAgo]).toEqual([true, true]);
});

test("a customer who pays at once on every track is one order, and an unpaid lost payment is none", async () => {
  const { id, paymentIntentId } = await buy(lost, { [goods.fine]: 1 });
  const abandoned = await readyToPay(lost, { [goods.fine]: 1 });
  const tracks = ["webhook", "sync", "reconciliation"] as const;
  const ends = await Promise.all(tracks.map((track) => syncPayment(shop, { paymentIntentId, track })));
  expect(ends).toEqual(["confirmed", "confirmed", "confirmed"]);
  expect(await shop.db.orderEvent.count({ where: { orderId: id, kind: "restored" } })).toBe(1);
  const unpaid = { paymentIntentId: abandoned.paymentIntentId, track: "webhook" } as const;
  expect(await syncPayment(shop, unpaid)).toBe("unpaid");
  await payAtStripe(shop, abandoned.paymentIntentId);
  expect(await syncPayment(shop, unpaid)).toBe("confirmed");
});
