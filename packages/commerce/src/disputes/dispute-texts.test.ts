import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { cancelOrder, getFigures, getOrder, getOrderForStaff, placeOrder } from "../index.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { factsOf, withRequested } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";

test.beforeAll(async ({ shop }) => {
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: "o@shop.example" } });
});

const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "webhook" });
const decide = (shop: TestShop, id: string, outcome: "win" | "lose") =>
  shop.outside.decideDispute(id, outcome);

/** A confirmed order of 25,90 €, disputed. */
async function disputed(shop: TestShop) {
  const { paymentIntentId, orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await shop.outside.dispute(chargeId);
  await sync(shop, paymentIntentId);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return { id, paymentIntentId, orderId, number: formatOrderNumber(number) };
}

const historyOf = async (shop: TestShop, orderId: string) =>
  (await getOrder(shop, { orderId })).timeline.map(({ kind }) => kind);
const mailAbout = async (shop: TestShop, kind: string, id: string) =>
  (await shop.db.mail.findFirstOrThrow({ where: { key: { startsWith: `${kind}:${id}` } } })).text;

test("a lost dispute and its fee reduce the order's net and the day's net by the same amount", async ({
  shop,
}) => {
  const before = (await getFigures(shop)).today.money[0]?.net ?? 0;
  const { id, paymentIntentId, number } = await disputed(shop);
  await decide(shop, id, "lose");
  await sync(shop, paymentIntentId);
  const { payment } = await getOrderForStaff(shop, { number });
  const fee = payment?.disputeFees[0]?.amount ?? 0;
  expect(fee).toBeGreaterThan(0);
  expect(payment).toMatchObject({
    received: { amount: 2_590 },
    lost: { amount: 2_590 },
    net: { amount: -fee, currency: "eur" },
  });
  expect(((await getFigures(shop)).today.money[0]?.net ?? 0) - before).toBe(-fee);
});

test("the mail about a won dispute says whether fee and money were returned", async ({ shop }) => {
  const won = await disputed(shop);
  await decide(shop, won.id, "win");
  await sync(shop, won.paymentIntentId);
  expect(await mailAbout(shop, "dispute_won", won.id)).toMatch(
    /€25\.90 of order DT-\d+ is back on your balance[\s\S]+Stripe's fee of €\d+\.\d\d is not returned\./,
  );

  // Stripe gives a fee back, or has not booked anything yet.
  for (const [booked, words] of [
    [{ feeAmount: 0, withdrawnAmount: 0 }, "Stripe keeps no fee for it."],
    [{ feeAmount: 2_000, withdrawnAmount: 2_590 }, "Stripe has not booked the money back yet."],
  ] as const) {
    const { id, paymentIntentId } = await disputed(shop);
    await decide(shop, id, "win");
    const { data } = await shop.stripe.disputes.list({ payment_intent: paymentIntentId });
    const intent = await retrievePaymentIntent(shop, paymentIntentId);
    const asked = { refunds: [], disputes: data, fraudWarnings: [], reviews: [], sessionId: null };
    const facts = withRequested(factsOf(intent, shop.clock.now()), asked);
    const disputes = (facts.disputes ?? []).map((fact) => ({ ...fact, ...booked }));
    await settlePayment(shop, { ...facts, disputes }, "webhook");
    expect(await mailAbout(shop, "dispute_won", id)).toContain(words);
  }
});

test("the mail of a lost dispute advises to cancel only what can be cancelled", async ({ shop }) => {
  const [open, over] = [await disputed(shop), await disputed(shop)];
  const by = { name: "Olga", email: "o@shop.example", role: "owner", ip: null } as const;
  await cancelOrder(shop, { orderId: over.orderId, requestId: crypto.randomUUID(), note: "", by });
  for (const { id, paymentIntentId } of [open, over]) {
    await decide(shop, id, "lose");
    await sync(shop, paymentIntentId);
  }
  expect(await mailAbout(shop, "dispute_lost", open.id)).toContain("cancel the order");
  expect(await mailAbout(shop, "dispute_lost", over.id)).not.toContain("cancel the order");
});

test("the customer's history shows that their bank took the payment back, and the outcome", async ({
  shop,
}) => {
  const { id, paymentIntentId, orderId } = await disputed(shop);
  expect(await historyOf(shop, orderId)).toEqual(["placed", "confirmed", "dispute_opened"]);
  await decide(shop, id, "lose");
  await sync(shop, paymentIntentId);
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.slice(2)).toMatchObject([
    { kind: "dispute_opened", details: { amount: { amount: 2_590 } } },
    { kind: "dispute_lost", details: { amount: { amount: 2_590, currency: "eur" } } },
  ]);
  expect(JSON.stringify(timeline)).not.toMatch(/fraudulent|fee|Olga/);
});

test("a returned debit is reported once to the customer and to staff", async ({ shop }) => {
  const checkout = await readyToPay(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  const { paymentIntentId, clientSecret } = checkout;
  await shop.stripe.paymentIntents.confirm(paymentIntentId, {
    payment_method: "pm_sepaDebit_successDelayed_at",
    mandate_data: {
      customer_acceptance: { type: "online", online: { ip_address: "127.0.0.1", user_agent: "a browser" } },
    },
    return_url: "http://shop.example/payment/success",
  });
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await shop.outside.decideDebit(paymentIntentId, "succeed");
  await sync(shop, paymentIntentId);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await shop.outside.dispute(chargeId, { reason: "debit_not_authorized" });
  await sync(shop, paymentIntentId);
  expect((await historyOf(shop, orderId)).slice(-2)).toEqual(["confirmed", "dispute_lost"]);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { disputes } = await getOrderForStaff(shop, { number: formatOrderNumber(number) });
  expect(disputes).toMatchObject([{ status: "lost", isReturnedDebit: true }]);
  expect(await mailAbout(shop, "dispute_lost", id)).toMatch(/has returned the debit[\s\S]+did not authorise/);
});

test("a customer who pays at the second attempt has one order", async ({ shop }) => {
  const { paymentIntentId, clientSecret } = await readyToPay(shop, {
    [await stockedVariant(shop, { onHand: 1 })]: 1,
  });
  const pay = async (method: string) => {
    await payAtStripe(shop, paymentIntentId, method).catch(() => null);
    return placeOrder(shop, { paymentIntentId, clientSecret });
  };
  const { orderId } = await pay("pm_card_chargeDeclined");
  shop.clock.advance(1_000);
  await sync(shop, paymentIntentId);
  await pay("pm_card_visa");
  await sync(shop, paymentIntentId);
  expect(await historyOf(shop, orderId)).toEqual([
    "placed",
    "payment_declined",
    "payment_retried",
    "confirmed",
  ]);
});
