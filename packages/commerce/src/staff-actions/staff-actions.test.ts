import { randomUUID } from "node:crypto";
import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  manager as by,
  makeRetriesDue,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { placeOrder } from "../checkout/place-order.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { getOrderForStaff } from "../order-views/get-order-for-staff.ts";
import { listOrders } from "../order-views/list-orders.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { refundOrder } from "../refund-actions/refund-order.ts";
import { addNote } from "./add-note.ts";
import { cancelOrder } from "./cancel-order.ts";
import { resendConfirmation } from "./resend-confirmation.ts";

/** A confirmed order of `quantity` records at €20.00 each, with €5.90 shipping. */
async function confirmedOrder(shop: TestShop, { onHand = 5, quantity = 2 } = {}) {
  const record = await stockedVariant(shop, { onHand, price: 2_000 });
  const { orderId, paymentIntentId } = await buy(shop, { [record]: quantity });
  await runJobs(shop);
  return { record, orderId, paymentIntentId, ...(await staffView(shop, orderId)) };
}

async function staffView(shop: TestShop, orderId: string) {
  const { number } = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { number: true },
  });
  const view = await getOrderForStaff(shop, { number: formatOrderNumber(number) });
  return { number: view.number, view, lineId: view.lines[0]?.id ?? "" };
}

const refund = (
  shop: TestShop,
  orderId: string,
  amount: number,
  also: Partial<Parameters<typeof refundOrder>[1]> = {},
) =>
  refundOrder(shop, {
    orderId,
    requestId: randomUUID(),
    amount,
    lines: [],
    reason: "other",
    note: "",
    by,
    ...also,
  });

const refundsAtStripe = async (shop: TestShop, paymentIntentId: string) =>
  (await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data.map(({ amount }) => amount);

const audited = (shop: TestShop, subject: string) =>
  shop.db.auditEntry.findMany({ where: { subject }, orderBy: { id: "asc" } });

test("a refund by line sends the money, restocks the goods when it has succeeded, and is in the audit log", async ({
  shop,
}) => {
  const { orderId, paymentIntentId, number, record, lineId } = await confirmedOrder(shop);
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  const lines = [{ orderLineId: lineId, quantity: 1, restock: true }];
  await refund(shop, orderId, 2_000, { lines, reason: "requested_by_customer", note: "scratched" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  await runJobs(shop);

  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([2_000]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  const { view } = await staffView(shop, orderId);
  expect(view).toMatchObject({
    paymentState: "partially_refunded",
    payment: { refunded: { amount: 2_000 }, refundable: { amount: 2_590 } },
    lines: [{ refundedQuantity: 1 }],
    refunds: [{ state: "succeeded", by: "Manager", note: "scratched", reason: "requested_by_customer" }],
  });
  expect(await audited(shop, number)).toMatchObject([
    {
      action: "order.refund",
      staffEmail: by.email,
      ip: "127.0.0.1",
      after: { amount: 2_000, note: "scratched" },
    },
  ]);
});

test("a repeated or concurrent request makes one refund", async ({ shop }) => {
  const { orderId, paymentIntentId } = await confirmedOrder(shop);
  const requestId = randomUUID();
  await Promise.all([1, 2, 3].map(() => refund(shop, orderId, 1_000, { requestId })));
  await runJobs(shop);
  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([1_000]);
});

test("two people at once can't refund more than was paid", async ({ shop }) => {
  const { orderId, paymentIntentId } = await confirmedOrder(shop);
  const outcomes = await Promise.allSettled([refund(shop, orderId, 3_000), refund(shop, orderId, 3_000)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "REFUND_TOO_MUCH", details: { refundable: { amount: 1_590, currency: "eur" } } },
  });
  await runJobs(shop);
  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([3_000]);
});

test("goods that were refunded can't be refunded again, nor goods of another order", async ({ shop }) => {
  const { orderId, lineId } = await confirmedOrder(shop, { quantity: 1 });
  const lines = [{ orderLineId: lineId, quantity: 1, restock: false }];
  await refund(shop, orderId, 100, { lines });
  await expect(refund(shop, orderId, 100, { lines })).rejects.toMatchObject({ code: "REFUND_NOT_POSSIBLE" });
  const other = await confirmedOrder(shop, { quantity: 1 });
  await expect(refund(shop, other.orderId, 100, { lines })).rejects.toMatchObject({
    code: "REFUND_NOT_POSSIBLE",
  });
});

test("an unpaid order has nothing to refund", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { orderId } = await placeUnpaid(shop, record);
  await expect(refund(shop, orderId, 100)).rejects.toMatchObject({ code: "REFUND_NOT_POSSIBLE" });
});

test("Stripe does a refund but its answer is lost: it is sent once, and shown as done", async ({ shop }) => {
  const { orderId, paymentIntentId } = await confirmedOrder(shop);
  const fault = {
    kind: "api",
    action: "cut",
    when: "after",
    method: "POST",
    path: "/v1/refunds",
    times: 3,
  } as const;
  await shop.outside.fault(fault);
  await refund(shop, orderId, 1_000);
  await runJobs(shop);
  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);
  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([1_000]);
  expect((await staffView(shop, orderId)).view.refunds).toMatchObject([{ state: "succeeded" }]);
});

test("a refund that Stripe refuses is shown as failed, and its sum is refundable again", async ({ shop }) => {
  shop.log.expectErrors(/Stripe refused a refund/);
  const { orderId, paymentIntentId } = await confirmedOrder(shop, { quantity: 1 });
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId }); // somebody in the dashboard
  const { refundId } = await refund(shop, orderId, 500);
  await runJobs(shop);
  const { view } = await staffView(shop, orderId);
  expect(view.refunds.find(({ id }) => id === refundId)).toMatchObject({ state: "failed" });
  expect(view).toMatchObject({ paymentState: "refunded", payment: { refundable: { amount: 0 } } });
  expect(view.timeline.map(({ kind }) => kind)).toContain("refund_failed");
});

test("a refund made at Stripe appears like ours, by webhook and by sync", async ({ shop }) => {
  for (const track of ["webhook", "sync"] as const) {
    const { orderId, paymentIntentId } = await confirmedOrder(shop);
    const { id } = await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 700 });
    await syncPayment(shop, { paymentIntentId, track });
    const { view } = await staffView(shop, orderId);
    expect(view).toMatchObject({
      paymentState: "partially_refunded",
      refunds: [{ stripeRefundId: id, state: "succeeded", by: null, amount: { amount: 700 } }],
      payment: { refundable: { amount: 3_890 } },
    });
    expect(view.timeline.at(-1)).toMatchObject({ kind: "refund_succeeded", track, stripeId: id });
  }
});

test("cancelling a paid order refunds everything and restocks the goods, once", async ({ shop }) => {
  const { orderId, paymentIntentId, record, number, lineId } = await confirmedOrder(shop);
  await refund(shop, orderId, 500, { lines: [{ orderLineId: lineId, quantity: 1, restock: true }] });
  const requestId = randomUUID();
  await cancelOrder(shop, { orderId, requestId, note: "out of print", by });
  await cancelOrder(shop, { orderId, requestId, note: "out of print", by });
  await runJobs(shop);

  expect((await refundsAtStripe(shop, paymentIntentId)).sort()).toEqual([4_090, 500]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  expect((await staffView(shop, orderId)).view).toMatchObject({
    state: "cancelled",
    paymentState: "refunded",
    can: { refund: false, cancel: false },
  });
  expect((await audited(shop, number)).map(({ action }) => action)).toEqual(["order.refund", "order.cancel"]);
  expect(await syncPayment(shop, { paymentIntentId, track: "sync" })).toBe("refund_due");
});

test("cancelling an unpaid order cancels it at Stripe first and frees the stock", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { orderId, paymentIntentId } = await placeUnpaid(shop, record);
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  expect((await shop.stripe.paymentIntents.retrieve(paymentIntentId)).status).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect((await staffView(shop, orderId)).view.state).toBe("cancelled");
});

test("an order that turns out to be paid while it is cancelled is refunded like any other", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { orderId, paymentIntentId } = await placeUnpaid(shop, record);
  await payAtStripe(shop, paymentIntentId); // nobody has told us yet
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  await runJobs(shop);
  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([2_590]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

async function placeUnpaid(shop: TestShop, record: string) {
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  return { paymentIntentId, ...(await placeOrder(shop, { paymentIntentId, clientSecret })) };
}

test("a resent confirmation goes out again and is on the timeline; notes stay with staff", async ({
  shop,
}) => {
  const { orderId, number } = await confirmedOrder(shop);
  await resendConfirmation(shop, { orderId, by });
  await addNote(shop, { orderId, text: "Called the customer.", by });
  await runJobs(shop);
  const { view } = await staffView(shop, orderId);
  expect(view.mails).toMatchObject([{ kind: "order_confirmed", state: "sent" }]);
  expect(await shop.db.mail.findFirst({ where: { orderId } })).toMatchObject({ attempts: 2 });
  expect(view.timeline.at(-1)?.kind).toBe("confirmation_resent");
  expect(view.notes).toMatchObject([{ text: "Called the customer.", by: "Manager" }]);
  expect((await audited(shop, number)).map(({ action }) => action)).toEqual([
    "order.resend_confirmation",
    "order.note",
  ]);
});

test("the audit log can't be changed", async ({ shop }) => {
  const { orderId, number } = await confirmedOrder(shop);
  await addNote(shop, { orderId, text: "x", by });
  const before = await audited(shop, number);
  await expect(shop.db.auditEntry.deleteMany({ where: { subject: number } })).rejects.toThrow();
  await expect(shop.db.auditEntry.updateMany({ data: { action: "nothing" } })).rejects.toThrow();
  expect(await audited(shop, number)).toEqual(before);
});

test("staff find an order by number, mail, name, Stripe id and product", async ({ shop }) => {
  const { number, paymentIntentId, view } = await confirmedOrder(shop);
  const title = view.lines[0]?.productTitle ?? "";
  for (const q of [number, number.replace("DT-", ""), paymentIntentId, view.payment?.chargeId ?? "", title])
    expect((await list(shop, { q })).map((order) => order.number)).toContain(number);
  for (const q of ["CUSTOMER@example", "a customer"])
    expect((await list(shop, { q })).length).toBeGreaterThan(1);
  expect(await list(shop, { q: "nobody at all" })).toEqual([]);
});

test("every sort order shows every order once, page by page", async ({ shop }) => {
  const all = await shop.db.order.count();
  for (const sort of ["newest", "oldest", "highest", "lowest"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(shop, { sort, limit: 3, cursor });
      seen.push(...page.orders.map(({ number }) => number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(all);
    expect(seen).toHaveLength(all);
  }
});

test("filters narrow the list", async ({ shop }) => {
  const { paymentIntentId, number } = await confirmedOrder(shop);
  const refused = {
    paymentIntentId,
    amount: 500,
    currency: "eur",
    reason: "other",
    state: "failed",
  } as const;
  await shop.db.refund.create({ data: refused });
  expect((await list(shop, { states: ["cancelled"] })).every(({ state }) => state === "cancelled")).toBe(
    true,
  );
  expect((await list(shop, { paymentStates: ["refunded"] })).length).toBeGreaterThan(0);
  expect(await list(shop, { minTotal: 1_000_000 })).toEqual([]);
  expect(await list(shop, { attention: true })).toContainEqual(
    expect.objectContaining({ number, attention: "A refund failed" }),
  );
  expect(await list(shop, { to: "2000-01-01" })).toEqual([]);
});

async function list(shop: TestShop, filter: Partial<Parameters<typeof listOrders>[1]>) {
  return (await listOrders(shop, { sort: "newest", limit: 100, ...filter })).orders;
}

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

/** The bank sends a refund's money back to us, long after it had succeeded. */
async function failLater(shop: TestShop, refundId: string, paymentIntentId: string): Promise<void> {
  const sent = await shop.db.refund.findUniqueOrThrow({ where: { id: refundId } });
  await shop.outside.decideRefund(sent.stripeRefundId, { outcome: "fail" });
  await syncPayment(shop, { paymentIntentId, track: "webhook" });
}

test("cancelling restocks only goods that were not refunded as damaged before", async ({ shop }) => {
  const { orderId, paymentIntentId, record, lineId } = await confirmedOrder(shop, { quantity: 2 });
  await refund(shop, orderId, 2_000, { lines: [{ orderLineId: lineId, quantity: 1, restock: false }] });
  await runJobs(shop);
  expect((await staffView(shop, orderId)).view.lines).toMatchObject([{ keptQuantity: 1 }]);
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  await runJobs(shop);
  expect(await refundsAtStripe(shop, paymentIntentId)).toEqual([2_590, 2_000]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  const { view } = await staffView(shop, orderId);
  expect(view).toMatchObject({ paymentState: "refunded", lines: [{ refundedQuantity: 2, keptQuantity: 0 }] });
  const mail = await shop.db.mail.findFirst({ where: { orderId, kind: "order_cancelled" } });
  expect(mail?.text).toContain("We are returning €25.90");
});

test("goods of a cancelled order whose money had gone back by amount are not returned again with the next refund", async ({
  shop,
}) => {
  const { orderId, paymentIntentId, record, lineId } = await confirmedOrder(shop, { quantity: 2 });
  const { refundId } = await refund(shop, orderId, 4_590);
  await runJobs(shop);
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  await failLater(shop, refundId, paymentIntentId);
  await refund(shop, orderId, 4_590, { lines: [{ orderLineId: lineId, quantity: 2, restock: true }] });
  await runJobs(shop);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  expect(await auditLedger(shop)).toMatchObject({ violations: [] });
});

test("a request's id that was used for something else is refused", async ({ shop }) => {
  const [one, other] = [await confirmedOrder(shop), await confirmedOrder(shop)];
  const { refundId } = await refund(shop, one.orderId, 100);
  const taken = { code: "REQUEST_ID_TAKEN" };
  await expect(refund(shop, other.orderId, 100, { requestId: refundId })).rejects.toMatchObject(taken);
  for (const { orderId } of [one, other])
    await expect(cancelOrder(shop, { orderId, requestId: refundId, note: "", by })).rejects.toMatchObject(
      taken,
    );
  await runJobs(shop);
});
