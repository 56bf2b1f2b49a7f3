import {
  buy,
  owner as by,
  type NewDispute,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import type Stripe from "stripe";
import { expect } from "vitest";
import { cancelOrder, placeOrder, reconcile, refundOrder } from "../index.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { factsOf, type PaymentFacts, withRequested } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";
import { handleEvent } from "../webhooks/handle-event.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";

test.beforeAll(async ({ shop }) => {
  for (const [id, role] of [
    ["o", "owner"],
    ["m", "manager"],
    ["s", "support"],
  ] as const)
    await shop.db.staff.create({
      data: { id, role, name: id, email: `${id}@shop.example`, getsAlerts: role !== "support" },
    });
});

const sync = (shop: TestShop, paymentIntentId: string, thorough = false) =>
  syncPayment(shop, { paymentIntentId, track: "webhook", thorough });
const orderOf = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    include: { timeline: { orderBy: { id: "asc" } } },
  });
const kindsOf = async (shop: TestShop, checkoutId: string) =>
  (await orderOf(shop, checkoutId)).timeline.map(({ kind }) => kind);
const alertsAbout = async (shop: TestShop, id: string) =>
  (await shop.db.mail.findMany({ where: { key: { contains: id } }, orderBy: { key: "asc" } })).map(
    ({ key, recipient }) => [key.split(":")[0], recipient],
  );
const decide = (shop: TestShop, disputeId: string, outcome: "win" | "lose" | "escalate") =>
  shop.outside.decideDispute(disputeId, outcome);

/** A confirmed order of 25,90 €. */
async function confirmed(shop: TestShop) {
  const bought = await buy(shop, { [await stockedVariant(shop, { onHand: 3 })]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({
    where: { paymentIntentId: bought.paymentIntentId },
  });
  return { ...bought, chargeId: chargeId ?? "" };
}

/** The customer disputes; the shop does not know yet. */
const dispute = (shop: TestShop, chargeId: string, grounds?: NewDispute) =>
  shop.outside.dispute(chargeId, grounds);

test("a dispute: the order shows it with its amount, and each owner and manager gets one mail", async ({
  shop,
}) => {
  const { id, paymentIntentId, chargeId } = await confirmed(shop);
  const { id: disputeId } = await dispute(shop, chargeId, { reason: "product_not_received" });
  await Promise.all([sync(shop, paymentIntentId), sync(shop, paymentIntentId), sync(shop, paymentIntentId)]);

  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed", paymentState: "disputed" });
  expect(await kindsOf(shop, id)).toEqual(["placed", "confirmed", "dispute_opened"]);
  expect(await shop.db.dispute.findUnique({ where: { id: disputeId } })).toMatchObject({
    paymentIntentId,
    chargeId,
    amount: 2_590,
    currency: "eur",
    status: "needs_response",
    reason: "product_not_received",
    withdrawnAmount: 2_590,
    feeAmount: expect.toSatisfy((fee: number) => fee > 0),
    balanceCurrency: "eur",
    closedAt: null,
  });
  expect(await alertsAbout(shop, disputeId)).toEqual([
    ["dispute_opened", "m@shop.example"],
    ["dispute_opened", "o@shop.example"],
  ]);
  await runJobs(shop);
  const [mail] = await shop.db.mail.findMany({ where: { key: { contains: disputeId } } });
  expect(mail).toMatchObject({ state: "sent", orderId: null });
  expect(mail?.text).toMatch(
    /€25\.90[\s\S]+Answer it by \d+ \w+ \d{4} at \d\d:\d\d UTC, [\s\S]+http:\/\/shop\.example\/admin\/orders\/DT-/,
  );
});

test("a won dispute restores the order's state; a lost one costs its fee", async ({ shop }) => {
  const won = await confirmed(shop);
  await shop.stripe.refunds.create({ payment_intent: won.paymentIntentId, amount: 500 });
  const { id } = await dispute(shop, won.chargeId);
  await sync(shop, won.paymentIntentId);
  expect(await orderOf(shop, won.id)).toMatchObject({ paymentState: "disputed" });
  await decide(shop, id, "win");
  await sync(shop, won.paymentIntentId);
  expect(await orderOf(shop, won.id)).toMatchObject({ paymentState: "partially_refunded" });
  expect(await shop.db.dispute.findUnique({ where: { id } })).toMatchObject({
    status: "won",
    amount: 2_090,
    withdrawnAmount: 0,
    feeAmount: expect.toSatisfy((fee: number) => fee > 0),
    closedAt: expect.any(Date),
  });
  expect((await kindsOf(shop, won.id)).slice(-2)).toEqual(["dispute_opened", "dispute_won"]);

  const lost = await confirmed(shop);
  const { id: lostId } = await dispute(shop, lost.chargeId);
  await sync(shop, lost.paymentIntentId);
  await decide(shop, lostId, "lose");
  await sync(shop, lost.paymentIntentId);
  expect(await orderOf(shop, lost.id)).toMatchObject({ state: "confirmed", paymentState: "dispute_lost" });
  expect(await shop.db.dispute.findUnique({ where: { id: lostId } })).toMatchObject({
    withdrawnAmount: 2_590,
  });
  expect(await alertsAbout(shop, lostId)).toEqual([
    ["dispute_lost", "m@shop.example"],
    ["dispute_lost", "o@shop.example"],
    ["dispute_opened", "m@shop.example"],
    ["dispute_opened", "o@shop.example"],
  ]);
});

test("part of a payment disputed is a disputed order; a lost part is lost though another is won", async ({
  shop,
}) => {
  const { id, paymentIntentId, chargeId } = await confirmed(shop);
  const first = await dispute(shop, chargeId, { amount: 1_000 });
  const second = await dispute(shop, chargeId, { amount: 590 });
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ paymentState: "disputed" });
  await decide(shop, first.id, "lose");
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ paymentState: "disputed" });
  await decide(shop, second.id, "win");
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ paymentState: "dispute_lost" });
});

test("an inquiry moves no money and leaves the order paid; it may become a dispute", async ({ shop }) => {
  const { id, paymentIntentId, chargeId } = await confirmed(shop);
  const inquiry = await dispute(shop, chargeId, { inquiry: true });
  await sync(shop, paymentIntentId, true);
  expect(await orderOf(shop, id)).toMatchObject({ paymentState: "paid" });
  expect(await shop.db.dispute.findUnique({ where: { id: inquiry.id } })).toMatchObject({
    status: "warning_needs_response",
    withdrawnAmount: 0,
    feeAmount: 0,
    balanceCurrency: null,
  });
  await decide(shop, inquiry.id, "escalate");
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ paymentState: "disputed" });
  expect((await kindsOf(shop, id)).slice(2)).toEqual(["inquiry_opened", "dispute_opened"]);
});

test("an order whose debit the bank returns after paying has lost its money", async ({ shop }) => {
  const checkout = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { paymentIntentId, clientSecret } = checkout;
  await shop.stripe.paymentIntents.confirm(paymentIntentId, {
    payment_method: "pm_sepaDebit_successDelayed_at",
    mandate_data: {
      customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "a browser" } },
    },
    return_url: "http://shop.example/payment/success",
  });
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await shop.outside.decideDebit(paymentIntentId, "succeed");
  await sync(shop, paymentIntentId);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await dispute(shop, chargeId ?? "", { reason: "debit_not_authorized" });
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, checkout.id)).toMatchObject({
    state: "confirmed",
    paymentState: "dispute_lost",
  });
  expect(await shop.db.dispute.findUnique({ where: { id } })).toMatchObject({ status: "lost", dueBy: null });
  expect(await alertsAbout(shop, id)).toEqual([
    ["dispute_lost", "m@shop.example"],
    ["dispute_lost", "o@shop.example"],
  ]);
});

test("an early fraud warning is recorded from its event, reported once, and closed by a full refund", async ({
  shop,
}) => {
  const { id, orderId, paymentIntentId, chargeId } = await confirmed(shop);
  await shop.outside.warnOfFraud(chargeId, "made_with_stolen_card");
  const { data: events } = await shop.stripe.events.list({ type: "radar.early_fraud_warning.created" });
  const event = events.find(
    ({ data }) => (data.object as Stripe.Radar.EarlyFraudWarning).payment_intent === paymentIntentId,
  );
  if (event === undefined) throw new Error("no event");
  for (let times = 0; times < 2; times += 1) await receiveEvent(shop, event);
  await handleEvent(shop, { eventId: event.id });
  expect(await shop.db.webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
    state: "processed",
  });
  const warning = await shop.db.fraudWarning.findFirstOrThrow({ where: { paymentIntentId } });
  expect(warning).toMatchObject({ fraudType: "made_with_stolen_card", isActionable: true });
  expect((await kindsOf(shop, id)).slice(2)).toEqual(["fraud_warning"]);
  expect(await alertsAbout(shop, warning.id)).toHaveLength(2);

  await cancelOrder(shop, { orderId, requestId: crypto.randomUUID(), note: "", by });
  await runJobs(shop);
  await sync(shop, paymentIntentId);
  expect(await shop.db.fraudWarning.findUnique({ where: { id: warning.id } })).toMatchObject({
    isActionable: false,
  });
});

test("an ordinary payment needs no calls for disputes and warnings", async ({ shop }) => {
  const { paymentIntentId } = await confirmed(shop);
  await shop.outside.fault({ kind: "api", action: "error", status: 500, path: "/v1/disputes" });
  await shop.outside.fault({ kind: "api", action: "error", status: 500, path: "/v1/radar" });
  expect(await sync(shop, paymentIntentId)).toBe("confirmed");
  await shop.outside.noFaults();
});

test("reconciliation finds disputes, inquiries and warnings without events, and a closing months later", async ({
  shop,
}) => {
  const [disputed, asked, warned] = [await confirmed(shop), await confirmed(shop), await confirmed(shop)];
  const { id } = await dispute(shop, disputed.chargeId);
  await dispute(shop, asked.chargeId, { inquiry: true });
  await shop.outside.warnOfFraud(warned.chargeId);
  const windowMs = 36 * 60 * 60_000;
  expect(await reconcile(shop, { windowMs })).toMatchObject({ failed: 0 });
  expect(await orderOf(shop, disputed.id)).toMatchObject({ paymentState: "disputed" });
  expect((await kindsOf(shop, asked.id)).slice(2)).toEqual(["inquiry_opened"]);
  expect((await kindsOf(shop, warned.id)).slice(2)).toEqual(["fraud_warning"]);
  expect(await reconcile(shop, { windowMs })).toMatchObject({ settled: 0, failed: 0 });

  await decide(shop, id, "lose");
  const nothingNew = { windowMs: -60_000 }; // nothing is that new: what is found is what we hold as open
  expect(await reconcile(shop, nothingNew)).toMatchObject({ payments: 0, failed: 0 });
  expect(await orderOf(shop, disputed.id)).toMatchObject({ paymentState: "dispute_lost" });
});

test("refunds exclude disputed money, and a refund that failed because of a dispute is not reported for ever", async ({
  shop,
}) => {
  const { orderId, paymentIntentId, chargeId } = await confirmed(shop);
  const refund = (amount: number) =>
    refundOrder(shop, {
      ...{ orderId, amount, by, note: "", lines: [] },
      requestId: crypto.randomUUID(),
      reason: "requested_by_customer",
    });
  await refund(500); // decided, not sent yet
  await dispute(shop, chargeId);
  await runJobs(shop);
  expect(await shop.db.refund.findFirst({ where: { paymentIntentId } })).toMatchObject({
    state: "failed",
    failureReason: "charge_disputed",
  });
  await expect(refund(1)).rejects.toMatchObject({ code: "REFUND_DISPUTED" });
  shop.log.expectErrors(/Stripe refused a refund/);
});

test("of a partly disputed payment only the rest can be refunded", async ({ shop }) => {
  const { orderId, paymentIntentId, chargeId } = await confirmed(shop);
  await dispute(shop, chargeId, { amount: 1_000 });
  await sync(shop, paymentIntentId);
  const { amountReceived } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const refund = (amount: number) =>
    refundOrder(shop, {
      ...{ orderId, amount, by, note: "", lines: [] },
      requestId: crypto.randomUUID(),
      reason: "requested_by_customer",
    });
  await expect(refund(amountReceived - 999)).rejects.toMatchObject({ code: "REFUND_DISPUTED" });
  await refund(amountReceived - 1_000);
  await runJobs(shop);
  expect(await shop.db.refund.findMany({ where: { paymentIntentId } })).toMatchObject([
    { amount: amountReceived - 1_000, state: "succeeded" },
  ]);
  await expect(refund(1)).rejects.toMatchObject({ code: "REFUND_DISPUTED" });
});

/** Facts of a payment's whole life with a dispute, each as Stripe told it at that moment. */
async function lifeOf(shop: TestShop, paymentIntentId: string, chargeId: string): Promise<PaymentFacts[]> {
  let ms = shop.clock.now().getTime();
  const readOrder = async () => {
    ms += 1;
    const intent = await retrievePaymentIntent(shop, paymentIntentId);
    return withRequested(factsOf(intent, new Date(ms)), {
      refunds: (await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data,
      disputes: (await shop.stripe.disputes.list({ payment_intent: paymentIntentId })).data,
      fraudWarnings: (await shop.stripe.radar.earlyFraudWarnings.list({ payment_intent: paymentIntentId }))
        .data,
      reviews: [],
      sessionId: null,
    });
  };
  const life = [await readOrder()];
  await shop.outside.warnOfFraud(chargeId);
  await shop.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 90 });
  life.push(await readOrder());
  const first = await dispute(shop, chargeId, { inquiry: true, amount: 1_000 });
  life.push(await readOrder());
  await decide(shop, first.id, "escalate");
  life.push(await readOrder());
  const second = await dispute(shop, chargeId);
  life.push(await readOrder());
  await decide(shop, first.id, "lose");
  life.push(await readOrder());
  await decide(shop, second.id, "win");
  life.push(await readOrder());
  return life;
}

test("facts of a disputed payment in any order, repeated, end in the same state", async ({ shop }) => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  const { id, paymentIntentId, chargeId } = await confirmed(shop);
  const life = await lifeOf(shop, paymentIntentId, chargeId);
  const forget = async () => {
    await shop.db.dispute.deleteMany({ where: { paymentIntentId } });
    await shop.db.fraudWarning.deleteMany({ where: { paymentIntentId } });
  };
  const all = life.map((_, index) => index);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(all, { minLength: 1 }),
      fc.shuffledSubarray(all, { minLength: all.length }),
      async (some, everything) => {
        await forget();
        for (const index of [...some, ...everything]) {
          const facts = life[index];
          if (facts !== undefined) await settlePayment(shop, facts, "webhook");
        }
        expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed", paymentState: "dispute_lost" });
        const rows = await shop.db.dispute.findMany({
          where: { paymentIntentId },
          orderBy: { amount: "asc" },
        });
        expect(rows).toMatchObject([
          { status: "lost", amount: 1_000, withdrawnAmount: 1_000 },
          { status: "won", amount: 1_500, withdrawnAmount: 0 },
        ]);
        expect(await shop.db.fraudWarning.findMany({ where: { paymentIntentId } })).toMatchObject([
          { isActionable: false },
        ]);
      },
    ),
    { seed, numRuns: 8 },
  );
});

test("a customer who pays with the test card for disputes ends up disputed by events alone", async ({
  shop,
}) => {
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, {
    [await stockedVariant(shop, { onHand: 1 })]: 1,
  });
  await payAtStripe(shop, paymentIntentId, "pm_card_createDispute");
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await shop.outside.advance(2_000);
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed", paymentState: "disputed" });
});
