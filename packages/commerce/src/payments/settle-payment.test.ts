import { lockCart } from "@dualtrack/db";
import {
  buy,
  makeRetriesDue,
  payAtStripe,
  readyToPay,
  reservationMs,
  runJobs,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { addToCart, auditLedger, getCart, getOrder, placeOrder, startCheckout } from "../index.ts";
import { factsOf, type PaymentFacts } from "../stripe/payment-facts.ts";
import { retrievePaymentIntent } from "../stripe/payment-intents.ts";
import { settlePayment } from "./settle-payment.ts";
import { syncPayment } from "./sync-payment.ts";

const orderOf = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({ where: { checkoutId }, include: { timeline: true, mails: true } });
const sync = (shop: TestShop, paymentIntentId: string) =>
  syncPayment(shop, { paymentIntentId, track: "sync" });

test("a paid checkout becomes one confirmed order, sells the stock, takes the goods out of the cart, writes one mail", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const bought = await buy(shop, { [record]: 2 });
  await runJobs(shop);

  const order = await orderOf(shop, bought.id);
  expect(order).toMatchObject({
    state: "confirmed",
    isProvisional: false,
    paymentState: "paid",
    totalAmount: 4_590,
  });
  expect(order.timeline.map(({ kind, track }) => [kind, track])).toEqual([
    ["placed", "success_page"],
    ["confirmed", "success_page"],
  ]);
  expect(order.mails).toMatchObject([
    { kind: "order_confirmed", state: "sent", recipient: "customer@example.com" },
  ]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 3, reserved: 0 });
  expect((await getCart(shop, { token: bought.cartToken })).count).toBe(0);
});

test("settling the same payment ten times at once has the effect of one", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, checkout.paymentIntentId);
  const settled = await Promise.all(Array.from({ length: 10 }, () => sync(shop, checkout.paymentIntentId)));

  expect(new Set(settled)).toEqual(new Set(["confirmed"]));
  const order = await orderOf(shop, checkout.id);
  expect(order.timeline.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
  expect(order.mails).toHaveLength(1);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
});

test("settling ten times at once has the effect of one, also when the customer's cart is gone", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  await shop.db.checkout.update({ where: { id: checkout.id }, data: { cartId: null } });
  await payAtStripe(shop, checkout.paymentIntentId);
  const settled = await Promise.all(Array.from({ length: 10 }, () => sync(shop, checkout.paymentIntentId)));

  expect(new Set(settled)).toEqual(new Set(["confirmed"]));
  expect((await orderOf(shop, checkout.id)).timeline.map(({ kind }) => kind)).toEqual([
    "placed",
    "confirmed",
  ]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
});

test("the webhook comes before the customer's browser: placing answers the confirmed order", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  await sync(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  expect(orderId).toBe((await orderOf(shop, id)).id);
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "confirmed", isProvisional: false });
});

test("placing an order does not call Stripe: it works while Stripe can't be reached", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  expect(await getOrder(shop, { orderId })).toMatchObject({ state: "processing", isProvisional: true });
  await shop.outside.noFaults();
});

test("a wrong client secret places no order and reveals nothing", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  for (const known of [paymentIntentId, "pi_unknown"])
    await expect(
      placeOrder(shop, { paymentIntentId: known, clientSecret: `${known}_secret_guess` }),
    ).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
});

test("a declined card keeps the stock reserved, and the next card makes the order", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await expect(payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclined")).rejects.toMatchObject({
    code: "card_declined",
  });
  expect(await sync(shop, paymentIntentId)).toBe("waiting");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  await payAtStripe(shop, paymentIntentId);
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
});

test("an order placed without a payment fails at the first sync, and a later payment still confirms it", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  expect(await getOrder(shop, { orderId })).toMatchObject({
    state: "failed",
    paymentState: "unpaid",
    canRetryPayment: true,
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  await payAtStripe(shop, paymentIntentId);
  await sync(shop, paymentIntentId);
  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed", paymentState: "paid" });
});

test("a payment of another amount confirms nothing and is refunded in full", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id, paymentIntentId } = await readyToPay(shop, { [record]: 1 });
  await shop.stripe.paymentIntents.update(paymentIntentId, { amount: 100 });
  await payAtStripe(shop, paymentIntentId);
  expect(await sync(shop, paymentIntentId)).toBe("refund_due");
  await runJobs(shop);

  expect(await orderOf(shop, id)).toMatchObject({ state: "cancelled", paymentState: "refunded" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  const { data } = await shop.stripe.refunds.list({ payment_intent: paymentIntentId });
  expect(data.map(({ amount, status }) => ({ amount, status }))).toEqual([
    { amount: 100, status: "succeeded" },
  ]);
});

test("a second payment of an order goes back in full, and changes nothing else", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id, paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const before = await orderOf(shop, id);
  const { amount, currency, metadata } = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  const second = await shop.stripe.paymentIntents.create({
    ...{ amount, currency, metadata, confirm: true, payment_method: "pm_card_visa" },
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  expect(await sync(shop, second.id)).toBe("refund_due");
  expect(await sync(shop, second.id)).toBe("refund_due");
  await runJobs(shop);

  const { data } = await shop.stripe.refunds.list({ payment_intent: second.id });
  expect(data.map((refund) => refund.amount)).toEqual([amount]);
  expect((await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data).toEqual([]);
  const after = await orderOf(shop, id);
  expect([after.state, after.paymentState, after.paymentIntentId]).toEqual([
    "confirmed",
    "paid",
    paymentIntentId,
  ]);
  expect(after.mails.filter(({ kind }) => kind === "order_confirmed")).toEqual(
    before.mails.filter(({ kind }) => kind === "order_confirmed"),
  );
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
});

/** The customer pays after the reservation has run out here, but before Stripe hears of the cancellation: money arrives all the same. */
async function payAfterExpiry(shop: TestShop, record: string) {
  const late = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, late.paymentIntentId);
  // What a crash between "cancelled" and "paid" would leave: the reservation is gone in our books.
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`select end_reservations(${late.id}::uuid, 'expired', now())`;
    await tx.checkout.update({ where: { id: late.id }, data: { state: "expired" } });
  });
  return late;
}

test("money that arrives after the reservation takes stock that is still free", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const late = await payAfterExpiry(shop, record);
  expect(await sync(shop, late.paymentIntentId)).toBe("confirmed");
  expect(await orderOf(shop, late.id)).toMatchObject({ state: "confirmed" });
  expect(await shop.db.checkout.findUnique({ where: { id: late.id } })).toMatchObject({ state: "completed" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("money that arrives after the reservation, for goods that are sold out, is refunded at once, with a mail to the customer", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const late = await payAfterExpiry(shop, record);
  await buy(shop, { [record]: 1 });
  expect(await sync(shop, late.paymentIntentId)).toBe("refund_due");
  await runJobs(shop);

  const order = await orderOf(shop, late.id);
  expect(order).toMatchObject({ state: "cancelled", paymentState: "refunded" });
  expect(order.mails.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
    "order_cancelled sent",
    "refund_sent sent",
  ]);
  expect(order.timeline.map(({ kind }) => kind)).toEqual([
    "placed",
    "cancelled_out_of_stock",
    "refund_requested",
    "refund_succeeded",
  ]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("a refund whose answer is lost is sent once", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const late = await payAfterExpiry(shop, record);
  await buy(shop, { [record]: 1 });
  await sync(shop, late.paymentIntentId);
  await shop.outside.fault({
    kind: "api",
    action: "cut",
    when: "after",
    method: "POST",
    path: "/v1/refunds",
    times: 3,
  });
  await runJobs(shop); // the SDK's own two retries are cut, too
  await shop.outside.noFaults();
  await makeRetriesDue(shop);
  await runJobs(shop);

  const { data } = await shop.stripe.refunds.list({ payment_intent: late.paymentIntentId });
  expect(data).toHaveLength(1);
  expect(await shop.db.refund.findMany({ where: { paymentIntentId: late.paymentIntentId } })).toMatchObject([
    { state: "succeeded", stripeRefundId: data[0]?.id },
  ]);
});

test("a refund made at Stripe shows on the order like one of ours", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const bought = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  await shop.stripe.refunds.create({ payment_intent: bought.paymentIntentId, amount: 500 });
  await sync(shop, bought.paymentIntentId);
  expect(await getOrder(shop, { orderId: bought.orderId })).toMatchObject({
    state: "confirmed",
    paymentState: "partially_refunded",
    refunded: { amount: 500 },
  });
});

test("what the customer put into the cart while paying stays there", async ({ shop }) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const bought = await buy(shop, { [record]: 1 });
  await addToCart(shop, { token: bought.cartToken, variantId: record, quantity: 2 });
  await addToCart(shop, { token: bought.cartToken, variantId: shirt, quantity: 1 });
  await runJobs(shop);
  const { lines } = await getCart(shop, { token: bought.cartToken });
  expect(lines.map(({ variantId, quantity }) => ({ variantId, quantity }))).toEqual([
    { variantId: record, quantity: 2 },
    { variantId: shirt, quantity: 1 },
  ]);
});

test("checking out again after paying leads to the order, not to a second payment", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const bought = await buy(shop, { [record]: 1 });
  await expect(startCheckout(shop, { cartToken: bought.cartToken })).rejects.toMatchObject({
    code: "ALREADY_PAID",
  });
  await runJobs(shop);
  await expect(startCheckout(shop, { cartToken: bought.cartToken })).rejects.toMatchObject({
    code: "ALREADY_PAID",
  });
});

test("a cancelled payment fails its provisional order and frees the stock", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  await placeOrder(shop, { paymentIntentId, clientSecret });
  await shop.stripe.paymentIntents.cancel(paymentIntentId);
  expect(await sync(shop, paymentIntentId)).toBe("unpaid");
  expect(await orderOf(shop, id)).toMatchObject({ state: "failed", paymentState: "unpaid" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("a bank that takes days: the order stays provisional, keeps its stock past the reservation, and can't be paid twice", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id, paymentIntentId, cartToken } = await readyToPay(shop, { [record]: 1 });
  const { succeeded, processing } = await allFacts(shop, paymentIntentId);
  await settlePayment(shop, processing, "webhook");
  const order = await orderOf(shop, id);
  expect(order).toMatchObject({ state: "processing", isProvisional: true });
  expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "payment_processing"]);
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "PAYMENT_PROCESSING" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  await settlePayment(shop, succeeded, "webhook");
  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
});

test("a payment of another program on the same Stripe account is ignored", async ({ shop }) => {
  const intent = await shop.stripe.paymentIntents.create({
    amount: 1_000,
    currency: "eur",
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    payment_method: "pm_card_visa",
    confirm: true,
  });
  expect(await sync(shop, intent.id)).toBe("foreign");
});

test("goods added to the cart while settling are not lost, and no request is refused", async ({ shop }) => {
  for (let round = 0; round < 12; round += 1) {
    const [record, shirt] = [
      await stockedVariant(shop, { onHand: 5 }),
      await stockedVariant(shop, { onHand: 5 }),
    ];
    const { paymentIntentId, cartToken } = await readyToPay(shop, { [record]: 1 });
    await payAtStripe(shop, paymentIntentId);
    await Promise.all([
      sync(shop, paymentIntentId),
      addToCart(shop, { token: cartToken, variantId: shirt, quantity: 1 }),
      addToCart(shop, { token: cartToken, variantId: record, quantity: 1 }),
    ]);
    const { lines } = await getCart(shop, { token: cartToken });
    expect(lines.map(({ variantId }) => variantId).sort()).toEqual([record, shirt].sort());
  }
});

test("settling waits for a cart that is changing, and takes out only what was bought", async ({ shop }) => {
  const [record, shirt] = [
    await stockedVariant(shop, { onHand: 5 }),
    await stockedVariant(shop, { onHand: 5 }),
  ];
  const { paymentIntentId, cartToken, id } = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, paymentIntentId);
  const { ownerHash } = await shop.db.checkout.findUniqueOrThrow({ where: { id } });
  const settling = await shop.db.$transaction(async (tx) => {
    const cart = await lockCart(tx, ownerHash);
    const settled = { settled: sync(shop, paymentIntentId) };
    while ((await waitingForLocks(shop)) === 0) await new Promise((done) => setTimeout(done, 5));
    await tx.cartLine.create({ data: { cartId: cart?.id ?? "", variantId: shirt, quantity: 1 } });
    return settled; // wrapped, so that the transaction ends before it
  });
  expect(await settling.settled).toBe("confirmed");
  const { lines } = await getCart(shop, { token: cartToken });
  expect(lines.map(({ variantId }) => variantId)).toEqual([shirt]);
});

async function waitingForLocks(shop: TestShop): Promise<number> {
  const [row] = await shop.db.$queryRaw<[{ waiting: bigint }]>`
    select count(*) as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return Number(row.waiting);
}

test("overlapping answers about a refund end with what was refunded", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const bought = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const before = factsOf(await retrievePaymentIntent(shop, bought.paymentIntentId), shop.clock.now());
  await shop.stripe.refunds.create({ payment_intent: bought.paymentIntentId });
  await sync(shop, bought.paymentIntentId);
  await settlePayment(shop, { ...before, observedAt: shop.clock.now() }, "webhook");
  expect(await orderOf(shop, bought.id)).toMatchObject({ paymentState: "refunded" });
});

test("placing an order for a checkout that ended unpaid promises nothing", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  shop.clock.advance(reservationMs + 1_000);
  await expireCheckouts(shop);
  await expect(placeOrder(shop, { paymentIntentId, clientSecret })).rejects.toMatchObject({
    code: "HOLD_EXPIRED",
  });
});

test("facts in any order, repeated, from any track, end in the same state", async ({ shop }) => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("declined", "processing", "succeeded", "placed", "swept"), {
        minLength: 1,
        maxLength: 8,
      }),
      async (order) => {
        const record = await stockedVariant(shop, { onHand: 3 });
        const { id, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 2 });
        const facts = await allFacts(shop, paymentIntentId);
        for (const step of [...order, "succeeded"] as const) {
          if (step === "placed") await placeOrder(shop, { paymentIntentId, clientSecret });
          else if (step === "swept") await expireCheckouts(shop);
          else await settlePayment(shop, facts[step], "webhook");
        }
        expect(await orderOf(shop, id)).toMatchObject({
          state: "confirmed",
          isProvisional: false,
          paymentState: "paid",
        });
        expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
        expect((await orderOf(shop, id)).timeline.filter(({ kind }) => kind === "confirmed")).toHaveLength(1);
      },
    ),
    { seed, numRuns: 25 },
  );
});

test("a stored payment is what Stripe said last, whenever older reports arrive, and an end stays an end", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const stored = (paymentIntentId: string) =>
    shop.db.payment.findUniqueOrThrow({
      where: { paymentIntentId },
      select: { status: true, failureCode: true, amountReceived: true },
    });
  const waiting = await readyToPay(shop, { [record]: 1 });
  const facts = await allFacts(shop, waiting.paymentIntentId);
  await settlePayment(shop, facts.processing, "webhook");
  await settlePayment(shop, facts.declined, "webhook");
  expect(await stored(waiting.paymentIntentId)).toMatchObject({ status: "processing", failureCode: null });
  await settlePayment(shop, facts.succeeded, "webhook");
  // Clocks differ: a report that says that it is newer, of a payment that has ended.
  const later = new Date(facts.succeeded.observedAt.getTime() + 1_000);
  for (const fact of [facts.declined, facts.processing])
    await settlePayment(shop, { ...fact, observedAt: later }, "webhook");
  const { amountReceived } = facts.succeeded;
  expect(await stored(waiting.paymentIntentId)).toEqual({
    status: "succeeded",
    failureCode: null,
    amountReceived,
  });
});

/** What Stripe says of one payment over its life: declined, then processing, then paid. */
async function allFacts(
  shop: TestShop,
  paymentIntentId: string,
): Promise<Record<"declined" | "processing" | "succeeded", PaymentFacts>> {
  const at = (ms: number) => new Date(shop.clock.now().getTime() + ms);
  await payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclined").catch(() => {});
  const declined = factsOf(await retrievePaymentIntent(shop, paymentIntentId), at(0));
  await payAtStripe(shop, paymentIntentId);
  const succeeded = factsOf(await retrievePaymentIntent(shop, paymentIntentId), at(2));
  return {
    declined,
    succeeded,
    processing: { ...declined, status: "processing", failure: null, observedAt: at(1) },
  };
}

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});
