import { expect, test } from "vitest";
import { errorOf, openShop, payment } from "../../testing/open-shop.ts";
import { paymentIntentMoves } from "./states.ts";

test("a card payment succeeds at once and tells of it in Stripe's order", async () => {
  await using shop = await openShop();
  const intent = await shop.pay("pm_card_visa", { metadata: { order: "7" } });
  expect(intent).toMatchObject({ status: "succeeded", amount_received: 1999, metadata: { order: "7" } });
  await shop.receiver.arrival("charge.updated");
  expect(await shop.history()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
  ]);
});

test("the balance transaction comes later, with charge.updated, and carries the fee", async () => {
  await using shop = await openShop();
  const intent = await shop.pay("pm_card_visa", { expand: ["latest_charge"] });
  expect(intent.latest_charge).toMatchObject({ balance_transaction: null, captured: true });
  const updated = await shop.receiver.arrival("charge.updated");
  expect(updated.data.previous_attributes).toEqual({ balance_transaction: null });
  const later = await shop.stripe.paymentIntents.retrieve(intent.id, {
    expand: ["latest_charge.balance_transaction"],
  });
  expect(later.latest_charge).toMatchObject({ balance_transaction: { amount: 1999, fee: 88, net: 1911 } });
});

test("a payment made in two steps waits for its payment method, then for confirmation", async () => {
  await using shop = await openShop();
  const made = await shop.stripe.paymentIntents.create(payment);
  expect(made).toMatchObject({ status: "requires_payment_method", capture_method: "automatic_async" });
  const ready = await shop.stripe.paymentIntents.update(made.id, {
    payment_method: "pm_card_visa",
    amount: 2500,
  });
  expect(ready.status).toBe("requires_confirmation");
  const paid = await shop.stripe.paymentIntents.confirm(made.id);
  expect(paid).toMatchObject({ status: "succeeded", amount_received: 2500 });
});

test("a declined card leaves a failed charge, and the same payment can be tried with another card", async () => {
  await using shop = await openShop();
  const made = await shop.stripe.paymentIntents.create(payment);
  const error = await errorOf(
    shop.stripe.paymentIntents.confirm(made.id, {
      payment_method: "pm_card_visa_chargeDeclinedInsufficientFunds",
    }),
  );
  expect(error).toMatchObject({
    statusCode: 402,
    type: "StripeCardError",
    code: "card_declined",
    decline_code: "insufficient_funds",
  });
  expect(error.payment_intent).toMatchObject({
    id: made.id,
    status: "requires_payment_method",
    payment_method: null,
  });
  const charges = await shop.stripe.charges.list({ payment_intent: made.id });
  expect(charges.data).toMatchObject([{ status: "failed", paid: false, failure_code: "card_declined" }]);
  const paid = await shop.stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" });
  expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  expect((await shop.history()).slice(0, 5)).toEqual([
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "charge.succeeded",
    "payment_intent.succeeded",
  ]);
});

test.for([
  ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
  ["pm_card_chargeDeclinedLostCard", "card_declined", "lost_card"],
  ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
  ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"],
  ["pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"],
  ["pm_card_visa_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded"],
  ["pm_card_radarBlock", "card_declined", "fraudulent"],
] as const)("%s is declined with %s", async ([card, code, declineCode]) => {
  await using shop = await openShop();
  const error = await errorOf(shop.pay(card));
  expect(error.code).toBe(code);
  const [charge] = (await shop.stripe.charges.list()).data;
  expect(charge?.outcome?.type).toBe(card === "pm_card_radarBlock" ? "blocked" : "issuer_declined");
  if (code === "card_declined") expect(error.decline_code).toBe(declineCode);
});

test("held money is taken in part, and the rest released", async () => {
  await using shop = await openShop();
  const held = await shop.pay("pm_card_visa", { capture_method: "manual" });
  expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 1999, amount_received: 0 });
  const tooMuch = await errorOf(shop.stripe.paymentIntents.capture(held.id, { amount_to_capture: 2000 }));
  expect(tooMuch).toMatchObject({ code: "amount_too_large", param: "amount_to_capture" });
  const captured = await shop.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
  expect(captured).toMatchObject({ status: "succeeded", amount_received: 1500, amount_capturable: 0 });
  expect(await shop.history()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.amount_capturable_updated",
    "charge.captured",
    "payment_intent.succeeded",
  ]);
});

test("held money that nobody takes goes back after seven days", async () => {
  await using shop = await openShop();
  const held = await shop.pay("pm_card_visa", { capture_method: "manual" });
  await shop.control("POST", "/clock", { advanceMs: 7 * 24 * 60 * 60 * 1000 });
  const expired = await shop.stripe.paymentIntents.retrieve(held.id);
  expect(expired).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
  expect((await shop.history()).slice(-2)).toEqual(["charge.expired", "payment_intent.canceled"]);
});

test("a payment can be canceled until it has succeeded", async () => {
  await using shop = await openShop();
  const made = await shop.stripe.paymentIntents.create(payment);
  const canceled = await shop.stripe.paymentIntents.cancel(made.id, { cancellation_reason: "abandoned" });
  expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
  expect(canceled.canceled_at).toBeTypeOf("number");
  const paid = await shop.pay();
  const error = await errorOf(shop.stripe.paymentIntents.cancel(paid.id));
  expect(error).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
  expect(error.payment_intent).toMatchObject({ id: paid.id, status: "succeeded" });
  expect(error.message).toContain("because it has a status of succeeded");
});

test("a payment that succeeded cannot be confirmed again or change its amount, but its metadata can", async () => {
  await using shop = await openShop();
  const { id } = await shop.pay();
  expect(await errorOf(shop.stripe.paymentIntents.confirm(id))).toMatchObject({
    code: "payment_intent_unexpected_state",
    message:
      "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.",
  });
  expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 5 }))).toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  expect((await shop.stripe.paymentIntents.update(id, { metadata: { a: "b" } })).metadata).toEqual({
    a: "b",
  });
});

test("amounts follow the rules of their currency", async () => {
  await using shop = await openShop();
  const refused = async (amount: number, currency: string) =>
    errorOf(shop.stripe.paymentIntents.create({ ...payment, amount, currency }));
  expect(await refused(49, "usd")).toMatchObject({ code: "amount_too_small", param: "amount" });
  expect(await refused(100_000_000, "usd")).toMatchObject({ code: "amount_too_large" });
  expect(await refused(1005, "kwd")).toMatchObject({ code: "parameter_invalid_integer" });
  expect(await refused(1000, "xxx")).toMatchObject({ param: "currency" });
  expect(await shop.stripe.paymentIntents.create({ ...payment, amount: 50, currency: "JPY" })).toMatchObject({
    currency: "jpy",
  });
});

test("payment_method_types is refused, and a server has to say where the customer returns to", async () => {
  await using shop = await openShop();
  const params = { ...payment, payment_method_types: ["card"] };
  expect(await errorOf(shop.stripe.paymentIntents.create(params))).toMatchObject({
    statusCode: 400,
    code: "payment_method_types_no_longer_supported",
  });
  const plain = { amount: 1000, currency: "usd", payment_method: "pm_card_visa", confirm: true };
  expect((await errorOf(shop.stripe.paymentIntents.create(plain))).message).toContain("`return_url`");
  const filtered = await shop.stripe.paymentIntents.create({
    ...plain,
    allowed_payment_method_types: ["card"],
  });
  expect(filtered.status).toBe("succeeded");
});

test("a customer's payments are listed newest first, page by page", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create({ email: "ada@example.com" });
  const made: string[] = [];
  for (let n = 0; n < 5; n++)
    made.unshift((await shop.stripe.paymentIntents.create({ ...payment, customer })).id);
  await shop.stripe.paymentIntents.create(payment);
  const first = await shop.stripe.paymentIntents.list({ customer, limit: 2 });
  expect(first).toMatchObject({ has_more: true, url: "/v1/payment_intents" });
  const all: string[] = [];
  for await (const intent of shop.stripe.paymentIntents.list({ customer, limit: 2 })) all.push(intent.id);
  expect(all).toEqual(made);
  const before = await shop.stripe.paymentIntents.list({
    customer,
    ending_before: made[3] as string,
    limit: 2,
  });
  expect(before.data.map(({ id }) => id)).toEqual([made[1], made[2]]);
});

test("saving the card for later gives it to the customer when the payment succeeds", async () => {
  await using shop = await openShop();
  const { id: customer } = await shop.stripe.customers.create();
  await shop.pay("pm_card_visa", { customer, setup_future_usage: "off_session" });
  const { data } = await shop.stripe.paymentMethods.list({ customer, type: "card" });
  expect(data).toHaveLength(1);
  const saved = data[0]?.id ?? "";
  const again = await shop.pay(saved, { customer, off_session: true });
  expect(again.status).toBe("succeeded");
  expect((await errorOf(shop.pay(saved))).param).toBe("payment_method");
});

test("from every state that is not final a way leads on, and every state is reachable", () => {
  const reached = new Set(["requires_payment_method"]);
  for (const from of reached)
    for (const to of paymentIntentMoves[from as keyof typeof paymentIntentMoves]) reached.add(to);
  expect([...reached].sort()).toEqual(Object.keys(paymentIntentMoves).sort());
  const ends = Object.entries(paymentIntentMoves).filter(([, to]) => to.length === 0);
  expect(ends.map(([state]) => state).sort()).toEqual(["canceled", "succeeded"]);
});
