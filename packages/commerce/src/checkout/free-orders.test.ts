import { randomUUID } from "node:crypto";
import { exportOrdersInput, listOrdersInput } from "@dualtrack/contract";
import { connect } from "@dualtrack/db";
import {
  manager as by,
  contact,
  debitAtStripe,
  dieAtStatement,
  guestWith,
  openTestShop,
  owner,
  payAtStripe,
  reservationMs,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect, vi } from "vitest";
import {
  addDiscountCode,
  applyCode,
  auditLedger,
  cancelOrder,
  createDiscount,
  exportOrders,
  getCart,
  getDeclineFigures,
  getFigures,
  getOrder,
  getOrderForStaff,
  listOrders,
  pauseDiscount,
  placeOrder,
  prepareCheckout,
  quoteCheckout,
  refundOrder,
  removeCode,
  type Shop,
  shipOrder,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { markDelivered } from "../staff-actions/mark-delivered.ts";
import { expireCheckouts } from "./end-checkout.ts";

const destination = { country: "AT", state: "", postalCode: "1010" };
const vienna = { destination };

/** Shipping costs nothing in these tests, unless one says otherwise. */
test.beforeAll(async ({ shop }) => {
  await shop.db.shippingRateBand.updateMany({ data: { amount: 0 } });
});

/** A code that takes everything off. */
async function codeForAll(
  shop: Shop,
  { maxUses = null, maxUsesPerCustomer = null }: Partial<Record<string, number | null>> = {},
) {
  const { discountId } = await createDiscount(shop, {
    requestId: randomUUID(),
    by: owner,
    discount: {
      ...{ name: "A present", kind: "percent", percentBps: 10_000, buyQuantity: null, getQuantity: null },
      ...{ isAutomatic: false, isCombinable: false, productIds: null, categoryIds: [] },
      ...{ countries: [], amounts: [] },
      ...{ isFirstOrderOnly: false, startsAt: null, endsAt: null, maxUses, maxUsesPerCustomer },
    },
  });
  const code = `GIFT-${discountId.slice(-8)}`.toUpperCase();
  await addDiscountCode(shop, { discountId, code, maxUses: null, by: owner });
  return { discountId, code };
}

/** The checkout of a guest with one unit of the record. `press` presses the button for a quote. */
async function started(shop: Shop, record: string, { code }: { code?: string } = {}) {
  const cartToken = await guestWith(shop, { [record]: 1 });
  if (code !== undefined) await applyCode(shop, { token: cartToken, code });
  const { id, quoteNumber, total } = await startCheckout(shop, { cartToken });
  const own = { checkoutId: id, cartToken };
  const press = (number = quoteNumber, { at = shop, email = contact.email } = {}) =>
    prepareCheckout(at, { ...own, quoteNumber: number, contact: { ...contact, email }, shippingAddress });
  return { id, quoteNumber, total, own, press };
}

/** One unit of a record in stock, ordered by a code. */
async function ordered(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  const gift = await codeForAll(shop, { maxUses: 1 });
  const checkout = await started(shop, record, gift);
  await checkout.press();
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: checkout.id } });
  return { ...checkout, ...gift, record, order, number: `DT-${order.number}` };
}

const violations = async (shop: TestShop) => (await auditLedger(shop)).violations;
const usesOf = async (shop: TestShop, discountId: string) =>
  (await shop.db.discountUse.findMany({ where: { discountId } })).map(({ state }) => state).sort();

test("a cart of 0.00 is ordered and confirmed by one press, and Stripe hears nothing of it", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const { code, discountId } = await codeForAll(shop);
  const { press, own, id, total } = await started(shop, record, { code });
  expect(total.amount).toBe(0);
  const requests = vi.spyOn(shop.stripe.paymentIntents, "create");
  expect(await press()).toMatchObject({ payment: null, state: "completed", total: { amount: 0 } });
  expect(requests).not.toHaveBeenCalled();
  expect(await shop.db.paymentSession.count({ where: { checkoutId: id } })).toBe(0);

  const order = await shop.db.order.findUniqueOrThrow({
    where: { id },
    include: { timeline: { orderBy: { id: "asc" } }, invoices: true, mails: true },
  });
  expect(order).toMatchObject({
    ...{ state: "confirmed", isProvisional: false, paymentState: "not_required", paymentIntentId: null },
    ...{ totalAmount: 0, subtotalAmount: 2_000, discountAmount: 2_000, fulfilmentState: "unfulfilled" },
    ...{ email: contact.email, name: contact.name, confirmedAt: order.placedAt },
  });
  expect(order.timeline.map(({ kind, track }) => [kind, track])).toEqual([
    ["placed", "customer"],
    ["confirmed", "customer"],
  ]);
  expect(order.invoices).toMatchObject([{ kind: "invoice", totalAmount: 0, taxAmount: 0 }]);
  expect(order.mails).toMatchObject([{ kind: "order_confirmed", state: "queued" }]);
  expect(order.mails[0]?.text).toContain("is confirmed, and there is nothing to pay");
  expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 0 });
  expect(await usesOf(shop, discountId)).toEqual(["committed"]);
  expect(await getCart(shop, { token: own.cartToken })).toMatchObject({ lines: [], codes: [] });
  await runJobs(shop);
  expect(await shop.db.mail.findFirst({ where: { orderId: id } })).toMatchObject({ state: "sent" });
  expect(await violations(shop)).toEqual([]);
});

test("goods that cost nothing need no code", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1, price: 0 });
  const { press, id } = await started(shop, record);
  expect((await press()).payment).toBeNull();
  expect(await getOrder(shop, { orderId: id })).toMatchObject({
    ...{
      state: "confirmed",
      paymentState: "not_required",
      total: { amount: 0 },
      method: null,
      discounts: [],
    },
  });
  expect(await violations(shop)).toEqual([]);
});

test("pressed again, in two tabs, or after the answer was lost, it is the same order", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { code, discountId } = await codeForAll(shop);
  const { press, own, id } = await started(shop, record, { code });
  const answers = await Promise.all([press(), press(), press(), press()]);
  answers.push(await press());
  expect(new Set(answers.map(({ orderToken }) => orderToken)).size).toBe(1);
  expect(await shop.db.order.count({ where: { checkoutId: id } })).toBe(1);
  expect(await shop.db.mail.count({ where: { orderId: id } })).toBe(1);
  expect(await shop.db.invoice.count({ where: { orderId: id } })).toBe(1);
  expect(await usesOf(shop, discountId)).toEqual(["committed"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  // A third tab that starts with the empty cart is led to the order.
  await expect(startCheckout(shop, { cartToken: own.cartToken })).rejects.toMatchObject({
    code: "ALREADY_PAID",
    details: { orderPath: `/orders/${answers[0]?.orderToken}` },
  });
  expect(await violations(shop)).toEqual([]);
});

test("more than nothing but less than a payment can be is refused, as before", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1, price: 49 });
  const cartToken = await guestWith(shop, { [record]: 1 });
  await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "TOTAL_TOO_LOW" });
});

test("what has become of the price since is said first: nothing is ordered that the customer has not seen", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  const { code, discountId } = await codeForAll(shop, { maxUses: 1 });
  const { press, id } = await started(shop, record, { code });
  await pauseDiscount(shop, { discountId, paused: true, by: owner });
  const changes = [
    { part: "discount", before: { amount: 2_000 }, after: { amount: 0 } },
    { part: "total", before: { amount: 0 }, after: { amount: 2_000 } },
  ];
  await expect(press()).rejects.toMatchObject({ code: "QUOTE_CHANGED", details: { changes } });
  expect(await shop.db.order.count({ where: { id } })).toBe(0);
  expect(await usesOf(shop, discountId)).toEqual(["released"]);
  await pauseDiscount(shop, { discountId, paused: false, by: owner });
  // The tab that still shows what is due now is told, too.
  await expect(press(2)).rejects.toMatchObject({ code: "QUOTE_CHANGED" });
  expect(await shop.db.order.count({ where: { id } })).toBe(0);
  expect((await press(3)).payment).toBeNull();
  expect(await violations(shop)).toEqual([]);
});

test("a customer has no more free orders than a discount gives them, however they spell their address", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const { code } = await codeForAll(shop, { maxUsesPerCustomer: 1 });
  const [first, second] = [await started(shop, record, { code }), await started(shop, record, { code })];
  const name = randomUUID().slice(0, 8);
  await first.press(1, { email: `${name}@example.com` });
  await expect(second.press(1, { email: `${name}+again@Example.com` })).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: { codes: [{ refusal: { reason: "used_by_customer" } }] },
  });
});

test("200 customers in two processes, 10 uses of a code for everything: exactly 10 orders", {
  timeout: 300_000,
}, async ({ shop }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  const record = await stockedVariant(shop, { onHand: 200 });
  const { discountId, code } = await codeForAll(shop, { maxUses: 10 });
  const db = connect(shop.databaseUrl, { maxConnections: 10, maxWaitMs: 60_000 });
  try {
    const processes: Shop[] = [shop, { ...shop, db }];
    const processOf = (index: number) => processes[index % 2] ?? shop;
    // Some have entered it in the cart, others enter it at the checkout.
    const isEarly = (index: number) => (index * 31 + seed) % 3 === 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, async (_, index) => {
        const at = processOf(index);
        const checkout = await started(at, record, isEarly(index) ? { code } : {});
        if (!isEarly(index)) await applyCode(at, { token: checkout.own.cartToken, code });
        const { quoteNumber, total } = await quoteCheckout(at, { ...checkout.own, ...vienna });
        if (total.amount > 0) return null;
        // Twice at once, through both.
        const presses = await Promise.all(
          processes.map((each) => checkout.press(quoteNumber, { at: each, email: `${index}@example.com` })),
        );
        return presses.map(({ orderToken }) => orderToken);
      }),
    );
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    const paths = outcomes.flatMap((outcome) =>
      outcome.status === "fulfilled" ? (outcome.value ?? []) : [],
    );
    expect(paths).toHaveLength(20);
    expect(new Set(paths).size).toBe(10);
    expect(await usesOf(shop, discountId)).toEqual(Array(10).fill("committed"));
    expect(await shop.db.discount.findUnique({ where: { id: discountId } })).toMatchObject({ uses: 10 });
    expect(await stockOf(shop, record)).toEqual({ onHand: 190, reserved: 190 });
    shop.clock.advance(reservationMs + 1);
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 190, reserved: 0 });
    expect(await violations(shop)).toEqual([]);
  } finally {
    await db.$disconnect();
  }
});

test("a process that dies at any statement leaves no order or the whole one, and the next press ends in one", async ({
  shop,
}) => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  const gift = await codeForAll(shop);
  const dying = async (death: Parameters<typeof dieAtStatement>[1]) => {
    const record = await stockedVariant(shop, { onHand: 1 });
    const { press, id, own } = await started(shop, record, gift);
    const count = await dieAtStatement(shop, death, (at) => press(1, { at }));
    const placed = await shop.db.order.count({ where: { id } });
    expect(await stockOf(shop, record)).toEqual({ onHand: 1 - placed, reserved: 1 - placed });
    expect(await shop.db.invoice.count({ where: { orderId: id } })).toBe(placed);
    expect((await press()).orderToken).not.toBeNull();
    expect(await shop.db.order.count({ where: { id } })).toBe(1);
    expect(await shop.db.mail.count({ where: { orderId: id } })).toBe(1);
    expect(await shop.db.invoice.count({ where: { orderId: id } })).toBe(1);
    expect(await shop.db.discountUse.findMany({ where: { checkoutId: id } })).toMatchObject([
      { state: "committed" },
    ]);
    expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
    expect((await getCart(shop, { token: own.cartToken })).lines).toEqual([]);
    return { count, placed };
  };
  const survives = { nth: Number.POSITIVE_INFINITY, when: "before" } as const;
  await dying(survives); // what is read once per process
  const { count: statements } = await dying(survives);
  const outcomes: number[] = [];
  for (let nth = 1 + (seed % 7); nth <= statements; nth += 7) {
    const { count, placed } = await dying({ nth, when: (nth + seed) % 2 === 0 ? "before" : "after" });
    expect(count).toBeGreaterThanOrEqual(nth);
    outcomes.push(placed);
  }
  expect(new Set(outcomes).has(0)).toBe(true);
  // The last ones are the transaction's end, and reading the order for the answer.
  const commit = statements - 1;
  expect((await dying({ nth: commit, when: "before" })).placed).toBe(0);
  expect((await dying({ nth: commit, when: "after" })).placed).toBe(1);
  expect((await dying({ nth: statements, when: "before" })).placed).toBe(1);
  expect(await violations(shop)).toEqual([]);
});

/** A checkout whose payment is open, and whose customer has then entered a code that makes it free. */
async function freeAfterPay(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 2 });
  const gift = await codeForAll(shop);
  const checkout = await started(shop, record);
  const { payment } = await checkout.press();
  if (payment === null) throw new Error("It was free before");
  await applyCode(shop, { token: checkout.own.cartToken, code: gift.code });
  const { quoteNumber, total } = await quoteCheckout(shop, { ...checkout.own, ...vienna });
  expect(total.amount).toBe(0);
  return { ...checkout, ...gift, record, payment, free: quoteNumber };
}

test("a payment that was opened for an earlier price is ended before the order is placed", async ({
  shop,
}) => {
  const { press, payment, free, id, own, code } = await freeAfterPay(shop);
  // Another tab takes the code out again, and presses Pay.
  await removeCode(shop, { token: own.cartToken, code });
  const { quoteNumber } = await quoteCheckout(shop, { ...own, ...vienna });
  const { payment: second } = await press(quoteNumber);
  expect(second?.paymentIntentId).not.toBe(payment.paymentIntentId);
  await applyCode(shop, { token: own.cartToken, code });
  expect((await press(free)).payment).toBeNull();
  for (const each of [payment, second]) {
    const intent = await shop.stripe.paymentIntents.retrieve(each?.paymentIntentId ?? "");
    expect(intent.status).toBe("canceled");
    await syncPayment(shop, { paymentIntentId: intent.id, track: "webhook" });
  }
  expect(await getOrderForStaff(shop, { number: `DT-${await numberOf(shop, id)}` })).toMatchObject({
    ...{ state: "confirmed", paymentState: "not_required", payment: null },
  });
  expect(await violations(shop)).toEqual([]);
});

const numberOf = async (shop: TestShop, id: string) =>
  (await shop.db.order.findUniqueOrThrow({ where: { id } })).number;

test("one that was just paid is the order, and nothing is given for nothing", async ({ shop }) => {
  const { press, payment, free, id, discountId } = await freeAfterPay(shop);
  await payAtStripe(shop, payment.paymentIntentId);
  await expect(press(free)).rejects.toMatchObject({ code: "ALREADY_PAID" });
  expect(await shop.db.order.findUnique({ where: { id } })).toMatchObject({
    ...{ state: "confirmed", paymentState: "paid", totalAmount: 2_000 },
  });
  expect(await usesOf(shop, discountId)).toEqual(["released"]);
  expect(await violations(shop)).toEqual([]);
});

test("one about which a bank decides is waited for", async ({ shop }) => {
  const { press, payment, free, id } = await freeAfterPay(shop);
  await debitAtStripe(shop, payment.paymentIntentId);
  await expect(press(free)).rejects.toMatchObject({ code: "PAYMENT_PROCESSING" });
  expect(await shop.db.order.findUnique({ where: { id } })).toMatchObject({ state: "processing" });
});

test("one that can't be ended, as Stripe is away, is waited for", async ({ shop }) => {
  const { press, free, id } = await freeAfterPay(shop);
  await shop.outside.fault({
    kind: "api",
    action: "error",
    status: 500,
    method: "POST",
    path: "/v1/payment_intents",
  });
  await expect(press(free)).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  await shop.outside.noFaults();
  expect(await shop.db.order.count({ where: { id } })).toBe(0);
  expect((await press(free)).payment).toBeNull();
});

test("money that arrives for a free order nevertheless goes back in full", async ({ shop }) => {
  const { press, payment, free, id } = await freeAfterPay(shop);
  const { metadata, amount, currency } = await shop.stripe.paymentIntents.retrieve(payment.paymentIntentId);
  await press(free);
  const stray = await shop.stripe.paymentIntents.create({
    ...{ amount, currency, metadata, confirm: true, payment_method: "pm_card_visa" },
    return_url: "http://shop.example/payment/success",
  });
  const paid = { paymentIntentId: stray.id, track: "webhook" } as const;
  expect(await syncPayment(shop, paid)).toBe("refund_due");
  await runJobs(shop);
  await syncPayment(shop, paid);
  expect(await shop.db.payment.findUnique({ where: { paymentIntentId: stray.id } })).toMatchObject({
    amountRefunded: amount,
  });
  expect(await shop.db.order.findUnique({ where: { id } })).toMatchObject({
    ...{ state: "confirmed", paymentState: "not_required", paymentIntentId: null },
  });
  await expect(
    placeOrder(shop, { paymentIntentId: stray.id, clientSecret: stray.client_secret ?? "" }),
  ).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
  expect(await violations(shop)).toEqual([]);
});

test("staff cancel a free order: goods and use come back, and nothing is refunded", async ({ shop }) => {
  const { id, record, discountId, number, code } = await ordered(shop);
  expect(await getOrderForStaff(shop, { number })).toMatchObject({ can: { refund: false, cancel: true } });
  const refund = { amount: 1, lines: [], reason: "other" as const, note: "" };
  await expect(
    refundOrder(shop, { ...refund, orderId: id, requestId: randomUUID(), by }),
  ).rejects.toMatchObject({ code: "REFUND_NOT_POSSIBLE" });
  const cancel = { orderId: id, requestId: randomUUID(), note: "They called us", by };
  for (const _ of ["once", "again"]) await cancelOrder(shop, cancel);
  const order = await getOrderForStaff(shop, { number });
  expect(order).toMatchObject({
    ...{ state: "cancelled", paymentState: "not_required", fulfilmentState: "not_required", refunds: [] },
  });
  expect(order.timeline.map(({ kind }) => kind)).toEqual([
    "placed",
    "confirmed",
    "cancelled",
    "goods_returned",
  ]);
  const [, mail] = await shop.db.mail.findMany({ where: { orderId: id }, orderBy: { createdAt: "asc" } });
  expect(mail?.text).toContain("Nothing was charged");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await usesOf(shop, discountId)).toEqual(["returned"]);
  // Both can be had again.
  expect((await (await started(shop, record, { code })).press()).payment).toBeNull();
  expect(await violations(shop)).toEqual([]);
});

test("a free order is packed, delivered and completed like any other", async ({ shop }) => {
  const { id, number } = await ordered(shop);
  const { lines, can } = await getOrderForStaff(shop, { number });
  expect(can.ship).toBe(true);
  const { shipmentId } = await shipOrder(shop, {
    ...{ orderId: id, requestId: randomUUID(), by, tellCustomer: true, despite: [] },
    ...{ carrier: "DHL", trackingNumber: "1", trackingUrl: null },
    lines: lines.map(({ id: orderLineId, quantity }) => ({ orderLineId, quantity })),
  });
  await markDelivered(shop, { shipmentId, tellCustomer: false, by });
  expect(await shop.db.order.findUnique({ where: { id } })).toMatchObject({
    ...{ state: "completed", fulfilmentState: "delivered", paymentState: "not_required" },
  });
  expect(await violations(shop)).toEqual([]);
});

test("lists, search, CSV and figures have free orders, and figures of payments don't", async () => {
  await using shop = await openTestShop();
  await shop.db.shippingRateBand.updateMany({ data: { amount: 0 } });
  const { number } = await ordered(shop);
  const found = await listOrders(shop, listOrdersInput.parse({ paymentStates: ["not_required"] }));
  expect(found.orders.map((order) => order.number)).toEqual([number]);
  const paid = await listOrders(shop, listOrdersInput.parse({ paymentStates: ["paid"] }));
  expect(paid.orders).toEqual([]);
  let csv = "";
  for await (const part of await exportOrders(shop, { ...exportOrdersInput.parse({}), by: owner }))
    csv += part;
  expect(csv).toContain(number);
  expect(csv).toContain("not_required");
  expect((await getFigures(shop)).today).toMatchObject({
    ...{ orders: 1, checkouts: { started: 1, paid: 1 } },
    money: [{ revenue: 0, average: 0, net: 0 }],
  });
  expect(await getDeclineFigures(shop, { period: "24h" })).toMatchObject({ payments: 0, successes: 0 });
});

test.for([
  ["a payment for a free order", `update "order" set payment_intent_id = 'pi_other' where id = $1::uuid`],
  [
    "a payment for one that is cancelled",
    `update "order" set state = 'cancelled', payment_state = 'paid', payment_intent_id = 'pi_other' where id = $1::uuid`,
  ],
  ["a free order that counts as paid", `update "order" set payment_state = 'paid' where id = $1::uuid`],
  ["one that waits for a payment", `update "order" set state = 'failed' where id = $1::uuid`],
  [
    "one that costs something",
    `update "order" set total_amount = 1, shipping_amount = 1 where id = $1::uuid`,
  ],
  [
    "a paid order that loses its payment",
    `update "order" set payment_intent_id = null, payment_state = 'not_required' where payment_intent_id is not null and id <> $1::uuid`,
  ],
  [
    "a paid order that counts as free",
    `update "order" set payment_state = 'not_required' where payment_intent_id is not null and id <> $1::uuid`,
  ],
] as const)("the database refuses %s", async ([_name, statement], { shop }) => {
  const { id, record } = await ordered(shop);
  const record2 = await stockedVariant(shop, { onHand: 1 });
  expect(record2).not.toBe(record);
  const other = await started(shop, record2);
  const { payment } = await other.press();
  await payAtStripe(shop, payment?.paymentIntentId ?? "");
  await syncPayment(shop, { paymentIntentId: payment?.paymentIntentId ?? "", track: "sync" });
  await expect(shop.db.$executeRawUnsafe(statement, id)).rejects.toThrow();
  expect(await violations(shop)).toEqual([]);
});

test("the audit finds an order that was confirmed without a payment and costs something", async () => {
  await using shop = await openTestShop();
  await shop.db.shippingRateBand.updateMany({ data: { amount: 0 } });
  const { order } = await ordered(shop);
  await shop.db.$transaction(async (tx) => {
    await tx.$executeRaw`alter table "order" drop constraint order_without_payment_check`;
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.$executeRaw`update "order" set total_amount = 2000, shipping_amount = 2000 where id = ${order.id}::uuid`;
  });
  const problems = (await violations(shop)).map(({ promise, problem }) => `${promise}: ${problem}`);
  expect(problems).toContain("3: confirmed without a payment");
  expect(problems).toContain("3: an order is confirmed, but its payment is not booked as succeeded");
  expect(problems).toContain("3: an order's payment state is not what its payment, refunds and disputes say");
});
