import { formatOrderNumber } from "@dualtrack/contract";
import {
  buy,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  stockedVariant,
  type TestShop,
} from "@dualtrack/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelOrder, getFigures, getOrder, getOrderForStaff, placeOrder } from "../index.ts";
import { settlePayment } from "../payments/settle-payment.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { factsOf, withRequested } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.db.staff.create({ data: { id: "o", role: "owner", name: "Olga", email: "o@shop.example" } });
});
afterAll(() => shop[Symbol.asyncDispose]());

const sync = (paymentIntentId: string) => syncPayment(shop, { paymentIntentId, track: "webhook" });
const decide = (id: string, outcome: "win" | "lose") => shop.outside.decideDispute(id, outcome);

/** A confirmed order of 25,90 €, disputed. */
async function disputed() {
  const { paymentIntentId, orderId } = await buy(shop, { [await stockedVariant(shop, { onHand: 1 })]: 1 });
  await runJobs(shop);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await shop.outside.dispute(chargeId);
  await sync(paymentIntentId);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return { id, paymentIntentId, orderId, number: formatOrderNumber(number) };
}

const historyOf = async (orderId: string) =>
  (await getOrder(shop, { orderId })).timeline.map(({ kind }) => kind);
const mailAbout = async (kind: string, id: string) =>
  (await shop.db.mail.findFirstOrThrow({ where: { key: { startsWith: `${kind}:${id}` } } })).text;

test("a lost dispute and its fee reduce the order's net and the day's net by the same amount", async () => {
  const before = (await getFigures(shop)).today.money[0]?.net ?? 0;
  const { id, paymentIntentId, number } = await disputed();
  await decide(id, "lose");
  await sync(paymentIntentId);
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

test("the mail about a won dispute says whether fee and money were returned", async () => {
  const won = await disputed();
  await decide(won.id, "win");
  await sync(won.paymentIntentId);
  expect(await mailAbout("dispute_won", won.id)).toMatch(
    /€25\.90 of order DT-\d+ is back on your balance[\s\S]+Stripe's fee of €\d+\.\d\d is not returned\./,
  );

  // Stripe gives a fee back, or has not booked anything yet.
  for (const [booked, words] of [
    [{ feeAmount: 0, withdrawnAmount: 0 }, "Stripe keeps no fee for it."],
    [{ feeAmount: 2_000, withdrawnAmount: 2_590 }, "Stripe has not booked the money back yet."],
  ] as const) {
    const { id, paymentIntentId } = await disputed();
    await decide(id, "win");
    const { data } = await shop.stripe.disputes.list({ payment_intent: paymentIntentId });
    const intent = await retrievePaymentIntent(shop, paymentIntentId);
    const asked = { refunds: [], disputes: data, fraudWarnings: [], reviews: [] };
    const facts = withRequested(factsOf(intent, shop.clock.now()), asked);
    const disputes = (facts.disputes ?? []).map((fact) => ({ ...fact, ...booked }));
    await settlePayment(shop, { ...facts, disputes }, "webhook");
    expect(await mailAbout("dispute_won", id)).toContain(words);
  }
});

test("the mail of a lost dispute advises to cancel only what can be cancelled", async () => {
  const [open, over] = [await disputed(), await disputed()];
  const by = { name: "Olga", email: "o@shop.example", role: "owner", ip: null } as const;
  await cancelOrder(shop, { orderId: over.orderId, requestId: crypto.randomUUID(), note: "", by });
  for (const { id, paymentIntentId } of [open, over]) {
    await decide(id, "lose");
    await sync(paymentIntentId);
  }
  expect(await mailAbout("dispute_lost", open.id)).toContain("cancel the order");
  expect(await mailAbout("dispute_lost", over.id)).not.toContain("cancel the order");
});

test("the customer's history shows that their bank took the payment back, and the outcome", async () => {
  const { id, paymentIntentId, orderId } = await disputed();
  expect(await historyOf(orderId)).toEqual(["placed", "confirmed", "dispute_opened"]);
  await decide(id, "lose");
  await sync(paymentIntentId);
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.slice(2)).toMatchObject([
    { kind: "dispute_opened", details: { amount: { amount: 2_590 } } },
    { kind: "dispute_lost", details: { amount: { amount: 2_590, currency: "eur" } } },
  ]);
  expect(JSON.stringify(timeline)).not.toMatch(/fraudulent|fee|Olga/);
});

test("a returned debit is reported once to the customer and to staff", async () => {
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
  await sync(paymentIntentId);
  const { chargeId } = await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } });
  const { id } = await shop.outside.dispute(chargeId, { reason: "debit_not_authorized" });
  await sync(paymentIntentId);
  expect((await historyOf(orderId)).slice(-2)).toEqual(["confirmed", "dispute_lost"]);
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  const { disputes } = await getOrderForStaff(shop, { number: formatOrderNumber(number) });
  expect(disputes).toMatchObject([{ status: "lost", isReturnedDebit: true }]);
  expect(await mailAbout("dispute_lost", id)).toMatch(/has returned the debit[\s\S]+did not authorise/);
});

test("a customer who pays at the second attempt has one order", async () => {
  const { paymentIntentId, clientSecret } = await readyToPay(shop, {
    [await stockedVariant(shop, { onHand: 1 })]: 1,
  });
  const pay = async (method: string) => {
    await payAtStripe(shop, paymentIntentId, method).catch(() => null);
    return placeOrder(shop, { paymentIntentId, clientSecret });
  };
  const { orderId } = await pay("pm_card_chargeDeclined");
  shop.clock.advance(1_000);
  await sync(paymentIntentId);
  await pay("pm_card_visa");
  await sync(paymentIntentId);
  expect(await historyOf(orderId)).toEqual(["placed", "payment_declined", "payment_retried", "confirmed"]);
});
