import {
  owner as by,
  contact,
  digitalVariant,
  dumpShop,
  guestWith,
  openPayment,
  openTestShop,
  payAtStripe,
  readyToPay,
  readyToPayAtStripe,
  restoreShop,
  runJobs,
  setPaymentPage,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { describe, expect } from "vitest";
import { cancelCheckout, expireCheckouts } from "../checkout/end-checkout.ts";
import {
  auditLedger,
  cancelOrder,
  cancelPart,
  captureOrder,
  getAttention,
  getCart,
  getFigures,
  getOrder,
  getOrderForStaff,
  listOrders,
  markDelivered,
  placeOrder,
  reconcile,
  refundOrder,
  shipOrder,
  startCheckout,
  watchAuthorizations,
} from "../index.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { syncPayment } from "./sync-payment.ts";

const hours = (n: number) => n * 60 * 60_000;
const days = (n: number) => hours(24 * n);

/** Time passes in the shop and at Stripe. */
async function pass(shop: TestShop, ms: number): Promise<void> {
  shop.clock.advance(ms);
  await shop.outside.advance(ms);
}

/** A variant of a product whose customers are charged when it ships. */
async function preOrder(shop: TestShop, onHand = 5, price = 2_000): Promise<string> {
  const id = await stockedVariant(shop, { onHand, price });
  await shop.db.variant.update({
    where: { id },
    data: { product: { update: { capturesOnShipment: true } } },
  });
  return id;
}

/** An order that is confirmed by an authorization. */
async function authorized(
  shop: TestShop,
  { onHand = 5, quantity = 1, also = {} as Record<string, number> } = {},
) {
  const variantId = await preOrder(shop, onHand);
  const checkout = await readyToPay(shop, { [variantId]: quantity, ...also });
  const { paymentIntentId, clientSecret } = checkout;
  await payAtStripe(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  await runJobs(shop);
  return { ...checkout, orderId, variantId, number: await numberOf(shop, orderId) };
}

async function numberOf(shop: TestShop, orderId: string): Promise<string> {
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  return `DT-${number}`;
}

const orderOf = (shop: TestShop, orderId: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: {
      invoices: true,
      timeline: { orderBy: { id: "asc" } },
      mails: { orderBy: { createdAt: "asc" } },
    },
  });
const atStripe = (shop: TestShop, id: string) =>
  shop.stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });

async function ship(shop: TestShop, orderId: string, quantity = 1) {
  const { lines } = await getOrderForStaff(shop, { number: await numberOf(shop, orderId) });
  return shipOrder(shop, {
    ...{ orderId, requestId: crypto.randomUUID(), tellCustomer: false, by },
    ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null },
    lines: lines.slice(0, 1).map(({ id: orderLineId }) => ({ orderLineId, quantity })),
  });
}

const cancel = (shop: TestShop, orderId: string) =>
  cancelOrder(shop, { orderId, requestId: crypto.randomUUID(), note: "", by });

async function expectSound(shop: TestShop) {
  const { violations } = await auditLedger(shop);
  expect(violations).toEqual([]);
}

describe("authorizing", () => {
  test("a cart with a product that is charged when it ships is authorized as a whole, and its order is confirmed", async ({
    shop,
  }) => {
    const other = await stockedVariant(shop, { onHand: 3 });
    const { orderId, paymentIntentId, variantId, total } = await authorized(shop, { also: { [other]: 1 } });
    expect(total.amount).toBe(4_590);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({
      ...{ status: "requires_capture", capture_method: "manual" },
      ...{ amount_capturable: total.amount, amount_received: 0, payment_method_types: ["card"] },
    });
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({
      ...{ state: "confirmed", isProvisional: false, paymentState: "authorized", paidAt: null },
      ...{ fulfilmentState: "unfulfilled", invoices: [] },
    });
    expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "confirmed"]);
    expect(order.mails.map(({ kind }) => kind)).toEqual(["order_confirmed"]);
    expect(order.mails[0]?.text).toMatch(
      /Nothing is charged yet: €45\.90 are reserved on Visa .*4242, and charged when/,
    );
    expect(order.mails[0]?.text).not.toMatch(/received|Invoice/);
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 4, reserved: 0 });
    expect(await stockOf(shop, other)).toEqual({ onHand: 2, reserved: 0 });
    const authorization = await shop.db.paymentAuthorization.findUniqueOrThrow({
      where: { paymentIntentId },
    });
    expect(authorization.captureBefore.getTime() - authorization.authorizedAt.getTime()).toBe(days(7));
    await expectSound(shop);
  });

  test("a cart without such a product is charged at once, and so is one with files", async ({ shop }) => {
    const record = await stockedVariant(shop, { onHand: 12 });
    const file = await digitalVariant(shop);
    const pre = await preOrder(shop);
    for (const { items, isEarly } of [
      { items: { [record]: 1 }, isEarly: false },
      { items: { [record]: 1, [file]: 1 }, isEarly: false },
      { items: { [pre]: 1, [file]: 1 }, isEarly: true },
    ]) {
      const cartToken = await guestWith(shop, items);
      const charging = { captureMethod: "automatic", isChargedEarly: isEarly };
      expect(await getCart(shop, { token: cartToken })).toMatchObject(charging);
      const started = await startCheckout(shop, { cartToken });
      expect(started).toMatchObject(charging);
      const { paymentIntentId, captureMethod, isChargedEarly } = await readyToPay(shop, items);
      expect({ captureMethod, isChargedEarly }).toEqual(charging);
      expect(await atStripe(shop, paymentIntentId)).toMatchObject({ capture_method: "automatic_async" });
    }
  });

  test("what the customer is told before paying does not change with the product", async ({ shop }) => {
    const variantId = await preOrder(shop);
    const cartToken = await guestWith(shop, { [variantId]: 1 });
    const charging = { captureMethod: "manual", isChargedEarly: false };
    expect(await getCart(shop, { token: cartToken })).toMatchObject(charging);
    const started = await startCheckout(shop, { cartToken });
    expect(started).toMatchObject(charging);
    await shop.db.product.updateMany({ data: { capturesOnShipment: false } });
    const { payment } = await openPayment(shop, {
      ...{ checkoutId: started.id, cartToken, quoteNumber: 1, contact },
      shippingAddress: {
        line1: "1 Long Road",
        line2: "",
        postalCode: "1010",
        city: "Town",
        state: "",
        country: "AT",
      },
    });
    expect(await atStripe(shop, payment.paymentIntentId)).toMatchObject({ capture_method: "manual" });
  });

  test("on Stripe's page it is authorized, too", async () => {
    await using shop = await openTestShop();
    await setPaymentPage(shop, "stripe");
    const { id, sessionId } = await readyToPayAtStripe(shop, { [await preOrder(shop)]: 1 });
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    const { data } = await shop.stripe.events.list({ limit: 100 });
    for (const event of data.filter(({ type }) => type === "checkout.session.completed"))
      await receiveEvent(shop, event);
    await runJobs(shop);
    const order = await shop.db.order.findUniqueOrThrow({ where: { checkoutId: id } });
    expect(order).toMatchObject({ state: "confirmed", paymentState: "authorized" });
    await expectSound(shop);
  });

  test("an authorization whose browser and webhook died is found, by expiry as by sync, and never cancelled", async ({
    shop,
  }) => {
    for (const find of [
      (checkoutId: string) => cancelCheckout(shop, { checkoutId }),
      async () => {
        shop.clock.advance(hours(3));
        await expireCheckouts(shop);
      },
      async () => void (await reconcile(shop, { windowMs: days(2) })),
    ]) {
      const { id, paymentIntentId } = await readyToPay(shop, { [await preOrder(shop)]: 1 });
      await payAtStripe(shop, paymentIntentId);
      await find(id);
      expect(await shop.db.order.findUniqueOrThrow({ where: { checkoutId: id } })).toMatchObject({
        ...{ state: "confirmed", paymentState: "authorized" },
      });
      expect(await atStripe(shop, paymentIntentId)).toMatchObject({ status: "requires_capture" });
    }
    await expectSound(shop);
  });

  test("without stock, or with another amount, it is released, the order is cancelled, and nothing is charged", async ({
    shop,
  }) => {
    const variantId = await preOrder(shop, 1);
    const late = await readyToPay(shop, { [variantId]: 1 });
    // Its reservation is lost, as in a database that was restored, and somebody else buys the last one.
    await shop.db.$executeRaw`select end_reservations(${late.id}::uuid, 'expired'::reservation_state, now())`;
    const faster = await readyToPay(shop, { [variantId]: 1 });
    await payAtStripe(shop, faster.paymentIntentId);
    await syncPayment(shop, { paymentIntentId: faster.paymentIntentId, track: "webhook" });
    const { paymentIntentId, clientSecret } = late;
    await payAtStripe(shop, paymentIntentId);
    const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
    await runJobs(shop);
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ state: "cancelled", paymentState: "unpaid", paidAt: null });
    expect(order.mails.at(-1)).toMatchObject({ kind: "order_cancelled" });
    expect(order.mails.at(-1)?.text).toMatch(/Nothing was charged\. The €25\.90 that were reserved/);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ status: "canceled", amount_received: 0 });
    expect(await shop.db.refund.count({ where: { paymentIntentId } })).toBe(0);
    await expectSound(shop);
  });
});

describe("capturing", () => {
  test("the first shipment captures all of it, and the order is paid, with its invoice and a mail", async ({
    shop,
  }) => {
    const { orderId, paymentIntentId, total } = await authorized(shop, { quantity: 2 });
    await ship(shop, orderId);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ status: "requires_capture" });
    await runJobs(shop);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({
      ...{ status: "succeeded", amount_received: total.amount },
    });
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({
      ...{ state: "confirmed", paymentState: "paid", fulfilmentState: "partly_shipped" },
      ...{ paidAt: expect.any(Date), invoices: [{ kind: "invoice" }] },
    });
    expect(order.invoices[0]?.taxPointAt).toEqual(order.paidAt);
    expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "confirmed", "shipped", "captured"]);
    const [mail] = order.mails.filter(({ kind }) => kind === "payment_captured");
    expect(mail?.text).toMatch(
      /We have charged the €45\.90 that were reserved on Visa .*4242[\s\S]*invoice/i,
    );
    await ship(shop, orderId);
    await runJobs(shop);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    const after = await orderOf(shop, orderId);
    expect(after.timeline.filter(({ kind }) => kind === "captured")).toHaveLength(1);
    expect(after.mails.filter(({ kind }) => kind === "payment_captured")).toHaveLength(1);
    expect(after.invoices).toHaveLength(1);
    await expectSound(shop);
  });

  test("it counts as sold when it is captured, not before; a captured order is refunded as any other", async ({
    shop,
  }) => {
    const { today: before, authorized: reserved } = await getFigures(shop);
    const { orderId, number } = await authorized(shop);
    const reservedBefore = reserved.sums[0]?.amount ?? 0;
    expect((await getFigures(shop)).authorized).toEqual({
      orders: reserved.orders + 1,
      sums: [{ amount: reservedBefore + 2_590, currency: "eur" }],
    });
    const revenue = async () => (await getFigures(shop)).today.base.revenue - before.base.revenue;
    expect(await revenue()).toBe(0);
    await expect(
      refundOrder(shop, {
        ...{ orderId, requestId: crypto.randomUUID(), amount: 100, lines: [], note: "", by },
        reason: "other",
      }),
    ).rejects.toMatchObject({ code: "REFUND_NOT_POSSIBLE" });
    await captureOrder(shop, { orderId, by });
    await captureOrder(shop, { orderId, by }); // pressed twice
    await runJobs(shop);
    expect(await revenue()).toBe(2_590);
    expect((await getFigures(shop)).authorized).toEqual(reserved);
    await expect(captureOrder(shop, { orderId, by })).rejects.toMatchObject({ code: "NOTHING_TO_CAPTURE" });
    const audited = await shop.db.auditEntry.findMany({
      where: { subject: number, action: "order.capture" },
    });
    expect(audited).toMatchObject([{ after: { captured: { amount: 2_590, currency: "eur" } } }]);
    await refundOrder(shop, {
      ...{ orderId, requestId: crypto.randomUUID(), amount: 590, lines: [], note: "", by },
      reason: "other",
    });
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "partially_refunded" });
    await expectSound(shop);
  });

  test("Stripe is away: the capture waits, and nothing is lost", async ({ shop }) => {
    const { orderId } = await authorized(shop);
    await ship(shop, orderId);
    await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "authorized" });
    await shop.outside.noFaults();
    await shop.db.$executeRaw`select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where attempts > 0 or key like 'postponed:%'), run_at := now())`;
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "paid" });
    await expectSound(shop);
  });

  test("the answer to a capture is lost: it is captured once, and the order is paid", async ({ shop }) => {
    const { orderId, paymentIntentId } = await authorized(shop);
    await captureOrder(shop, { orderId, by });
    await shop.outside.fault({
      kind: "api",
      action: "cut",
      when: "after",
      path: "/v1/payment_intents/*/capture",
      times: 3,
    });
    await runJobs(shop);
    await shop.outside.noFaults();
    await shop.db.$executeRaw`select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where attempts > 0 or key like 'postponed:%'), run_at := now())`;
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "paid" });
    expect((await atStripe(shop, paymentIntentId)).latest_charge).toMatchObject({ amount_captured: 2_590 });
    await expectSound(shop);
  });

  test("a part that somebody captures in Stripe's dashboard is the payment, and the rest was never charged", async () => {
    await using shop = await openTestShop();
    const { orderId, paymentIntentId } = await authorized(shop);
    await shop.stripe.paymentIntents.capture(paymentIntentId, { amount_to_capture: 2_000 });
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    const { payment } = await getOrderForStaff(shop, { number: await numberOf(shop, orderId) });
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ paymentState: "paid", uncapturedAmount: 590 });
    expect(order.invoices).toMatchObject([{ kind: "invoice", totalAmount: 2_000 }]);
    expect(order.mails.map(({ kind }) => kind)).toEqual(["order_confirmed", "payment_captured"]);
    expect(order.mails[1]?.text).toMatch(/We have charged €20\.00 of the €25\.90 that were reserved/);
    expect(payment).toMatchObject({
      ...{ received: { amount: 2_000 }, refunded: { amount: 0 } },
      ...{ refundable: { amount: 2_000 }, net: { amount: 2_000 } },
    });
    const { refunds, refunded } = await getOrder(shop, { orderId });
    expect({ refunds, refunded }).toMatchObject({ refunds: [], refunded: { amount: 0 } });
    // Which units are not sent is asked of staff.
    expect((await getAttention(shop)).undecidedGoods).toMatchObject({
      ...{ count: 1, examples: [{ isUncaptured: true, money: { amount: 590 } }] },
    });
    await expectSound(shop);
  });

  test("a refusal is told on the order, on Home and by mail, and can be tried again", async () => {
    await using shop = await openTestShop();
    const { orderId, number } = await authorized(shop);
    await captureOrder(shop, { orderId, by });
    await shop.outside.fault({
      kind: "api",
      action: "error",
      status: 400,
      code: "charge_not_capturable",
      path: "/v1/payment_intents/*/capture",
    });
    await runJobs(shop);
    await shop.outside.noFaults();
    const seen = await getOrderForStaff(shop, { number });
    expect(seen.payment?.authorization).toMatchObject({ isEnding: false, problem: { code: "refused" } });
    expect(seen.can.capture).toBe(true);
    expect(seen.timeline.at(-1)?.kind).toBe("capture_failed");
    expect((await getAttention(shop)).refusedCaptures).toMatchObject({ count: 1, examples: [{ number }] });
    expect((await listOrders(shop, { attention: true, sort: "newest", limit: 50 })).orders).toMatchObject([
      { number, attention: "Its card could not be charged or released" },
    ]);
    await captureOrder(shop, { orderId, by });
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "paid" });
    expect((await getAttention(shop)).refusedCaptures.count).toBe(0);
    shop.log.expectErrors(/Stripe refused to capture or release an authorization/);
    await expectSound(shop);
  });
});

describe("releasing", () => {
  test("cancelling releases it: goods are back at once, nothing is charged, and the mail says so", async ({
    shop,
  }) => {
    const { orderId, paymentIntentId, variantId } = await authorized(shop);
    await cancel(shop, orderId);
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 5, reserved: 0 });
    await runJobs(shop);
    expect(await atStripe(shop, paymentIntentId)).toMatchObject({ status: "canceled", amount_received: 0 });
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ state: "cancelled", paymentState: "released", paidAt: null, invoices: [] });
    expect(order.timeline.at(-1)?.kind).toBe("authorization_released");
    expect(order.mails.map(({ kind }) => kind)).toEqual(["order_confirmed", "order_cancelled"]);
    expect(order.mails[1]?.text).toMatch(/The €25\.90 that were reserved on Visa .* are released/);
    expect(await shop.db.payment.findUniqueOrThrow({ where: { paymentIntentId } })).toMatchObject({
      ...{ status: "canceled", amountReceived: 0, amountRefunded: 0 },
    });
    await expectSound(shop);
  });

  test("captured at the moment of cancelling: all of it is refunded", async ({ shop }) => {
    const { orderId, paymentIntentId } = await authorized(shop);
    await cancel(shop, orderId);
    await shop.stripe.paymentIntents.capture(paymentIntentId);
    await runJobs(shop);
    expect((await atStripe(shop, paymentIntentId)).latest_charge).toMatchObject({ refunded: true });
    expect(await orderOf(shop, orderId)).toMatchObject({ state: "cancelled", paymentState: "refunded" });
    await expectSound(shop);
  });

  test("it runs out: the order is cancelled, its goods return, and nothing was charged", async () => {
    await using shop = await openTestShop();
    const { orderId, paymentIntentId, variantId } = await authorized(shop);
    await pass(shop, days(7) + hours(1));
    expect(await watchAuthorizations(shop)).toMatchObject({ ended: 1, failed: 0 });
    await runJobs(shop);
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ state: "cancelled", paymentState: "released" });
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 5, reserved: 0 });
    expect(order.mails.at(-1)?.text).toMatch(
      /could not fulfil your order .* in time[\s\S]*Nothing was charged/,
    );
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 5, reserved: 0 });
    await expectSound(shop);
  });

  test("it runs out after the goods have left: staff are told, and the order stays", async () => {
    await using shop = await openTestShop();
    const { orderId, number, paymentIntentId } = await authorized(shop);
    await ship(shop, orderId);
    await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
    await pass(shop, days(8));
    await shop.outside.noFaults();
    await runJobs(shop);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    expect(await orderOf(shop, orderId)).toMatchObject({
      ...{ state: "confirmed", paymentState: "released", fulfilmentState: "shipped" },
    });
    expect((await getAttention(shop)).lostCaptures).toMatchObject({ count: 1, examples: [{ number }] });
    const { shipments } = await getOrderForStaff(shop, { number });
    await markDelivered(shop, { shipmentId: shipments[0]?.id ?? "", tellCustomer: false, by });
    expect(await orderOf(shop, orderId)).toMatchObject({ state: "completed" });
    const audit = await auditLedger(shop);
    expect(audit).toMatchObject({ violations: [] });
    expect(audit.waitingForStaff).toBeGreaterThanOrEqual(1);
    shop.log.expectErrors(/has shipped, and its authorization ended without a capture/);
  });

  test("the rest of an order that was released ships only if staff accept that nothing is charged, or is cancelled", async () => {
    await using shop = await openTestShop();
    const { orderId, number, variantId, paymentIntentId } = await authorized(shop, { quantity: 3 });
    await ship(shop, orderId);
    expect((await getOrder(shop, { orderId })).stillToCome).toMatchObject([{ quantity: 2 }]);
    await shop.outside.fault({ kind: "api", action: "cut", when: "before", path: "/v1" });
    await pass(shop, days(8));
    await shop.outside.noFaults();
    await runJobs(shop);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    expect(await orderOf(shop, orderId)).toMatchObject({
      ...{ state: "confirmed", paymentState: "released", fulfilmentState: "partly_shipped" },
    });
    expect((await getOrder(shop, { orderId })).stillToCome).toEqual([]);
    const { lines, risks, total } = await getOrderForStaff(shop, { number });
    expect(risks).toEqual(["released"]);
    const { orders } = await listOrders(shop, { risks: ["released"], sort: "newest", limit: 50 });
    expect(orders).toMatchObject([{ number, charged: { amount: 0 }, notCharged: total }]);
    await expect(ship(shop, orderId)).rejects.toMatchObject({
      ...{ code: "ORDER_AT_RISK", details: { risks: ["released"] } },
    });
    await shipOrder(shop, {
      ...{ orderId, requestId: crypto.randomUUID(), tellCustomer: false, by, despite: ["released"] },
      ...{ carrier: "DHL", trackingNumber: null, trackingUrl: null },
      lines: lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1 })),
    });
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 2, reserved: 0 });
    const rest = lines.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1, restock: true }));
    await cancelPart(shop, { orderId, requestId: crypto.randomUUID(), lines: rest, note: "", by });
    await runJobs(shop);
    expect(await stockOf(shop, variantId)).toEqual({ onHand: 3, reserved: 0 });
    const cut = await orderOf(shop, orderId);
    expect(cut).toMatchObject({
      ...{ state: "confirmed", paymentState: "released", fulfilmentState: "shipped" },
      ...{ uncapturedAmount: 2_000, invoices: [] },
    });
    expect(cut.mails.at(-1)?.text).toMatch(/Nothing was charged for your order: what was reserved on Visa/);
    expect(cut.mails.at(-1)?.text).not.toMatch(/We will charge|To pay/);
    await syncPayment(shop, { paymentIntentId, track: "webhook" });
    expect(await orderOf(shop, orderId)).toMatchObject({ paymentState: "released", uncapturedAmount: 2_000 });
    expect((await auditLedger(shop)).violations).toEqual([]);
    shop.log.expectErrors(/has shipped, and its authorization ended without a capture/);
  });
});

describe("watching", () => {
  test("two days before the end staff are told once, and Home shows it; a day before it is captured if that is the setting", async () => {
    await using shop = await openTestShop();
    await shop.db.staff.create({
      data: { id: "s1", name: "Olga", email: "olga@shop.example", role: "owner" } as never,
    });
    const { orderId, number } = await authorized(shop);
    expect(await watchAuthorizations(shop)).toEqual({ told: 0, captured: 0, ended: 0, failed: 0 });
    expect((await getAttention(shop)).endingAuthorizations.count).toBe(0);
    await pass(shop, days(5) + hours(1));
    expect(await watchAuthorizations(shop)).toMatchObject({ told: 1 });
    expect(await watchAuthorizations(shop)).toMatchObject({ told: 0 });
    expect(await shop.db.mail.findMany({ where: { kind: "staff_alert" } })).toMatchObject([
      { subject: `Ship or charge order ${number} soon: €25.90 are reserved for two more days` },
    ]);
    expect((await getAttention(shop)).endingAuthorizations).toMatchObject({
      count: 1,
      examples: [{ number }],
    });
    await pass(shop, days(1));
    expect(await watchAuthorizations(shop)).toMatchObject({ captured: 0 });
    await shop.db.shopSettings.update({ where: { id: 1 }, data: { authorizationEnd: "capture" } });
    expect(await watchAuthorizations(shop)).toMatchObject({ captured: 1 });
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject({
      paymentState: "paid",
      fulfilmentState: "unfulfilled",
    });
    expect((await getAttention(shop)).endingAuthorizations.count).toBe(0);
    await expectSound(shop);
  });
});

describe("any order of what Stripe says", () => {
  test("events of a whole life in any order, twice: paid once", async () => {
    await using shop = await openTestShop();
    const { orderId, paymentIntentId } = await authorized(shop);
    await captureOrder(shop, { orderId, by });
    await shop.stripe.paymentIntents.capture(paymentIntentId);
    const { data } = await shop.stripe.events.list({ limit: 100 });
    for (const event of [...data, ...data.toReversed()]) {
      await receiveEvent(shop, event);
      await runJobs(shop);
    }
    const order = await orderOf(shop, orderId);
    expect(order).toMatchObject({ state: "confirmed", paymentState: "paid" });
    expect(order.invoices).toHaveLength(1);
    expect(order.timeline.map(({ kind }) => kind)).toEqual(["placed", "confirmed", "captured"]);
    await expectSound(shop);
  });
});

describe("a database that was restored from a dump", () => {
  test("has the order again, authorized, captured or released as it is at Stripe", async () => {
    await using shop = await openTestShop();
    const variantId = await preOrder(shop, 9);
    const known = await authorized(shop);
    const dump = await dumpShop(shop);
    const bought = [];
    for (let n = 0; n < 2; n += 1) {
      const checkout = await readyToPay(shop, { [variantId]: 1 });
      await payAtStripe(shop, checkout.paymentIntentId);
      await syncPayment(shop, { paymentIntentId: checkout.paymentIntentId, track: "webhook" });
      bought.push(checkout);
    }
    await captureOrder(shop, { orderId: bought[1]?.id ?? "", by });
    await cancel(shop, known.orderId);
    await runJobs(shop);
    await using restored = await restoreShop(shop, dump);
    await reconcile(restored, { windowMs: days(2) });
    await runJobs(restored);
    const states = async (id: string | undefined) => {
      const { state, paymentState } = await orderOf(restored, id ?? "");
      return [state, paymentState];
    };
    expect(await states(bought[0]?.id)).toEqual(["confirmed", "authorized"]);
    expect(await states(bought[1]?.id)).toEqual(["confirmed", "paid"]);
    expect(await states(known.orderId)).toEqual(["cancelled", "released"]);
    await captureOrder(restored, { orderId: bought[0]?.id ?? "", by });
    await runJobs(restored);
    expect(await states(bought[0]?.id)).toEqual(["confirmed", "paid"]);
    await expectSound(restored);
  });
});

test("the customer's page says what is reserved, and what was charged or released", async ({ shop }) => {
  const { orderId } = await authorized(shop);
  expect(await getOrder(shop, { orderId })).toMatchObject({
    ...{
      state: "confirmed",
      paymentState: "authorized",
      method: { label: "Visa", last4: "4242" },
      invoices: [],
    },
  });
  await captureOrder(shop, { orderId, by });
  await runJobs(shop);
  const { timeline, paymentState } = await getOrder(shop, { orderId });
  expect(paymentState).toBe("paid");
  expect(timeline.at(-1)).toMatchObject({
    kind: "captured",
    details: { amount: { amount: 2_590, currency: "eur" } },
  });
});
