import { type CheckoutAudience, switchNames } from "@dualtrack/contract";
import { connect } from "@dualtrack/db";
import {
  buy,
  owner as by,
  contact,
  guestWith,
  payAtStripe,
  pressPay,
  pressPayAtStripe,
  readyToPay,
  runJobs,
  setPaymentPage,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
  turn,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  applyCode,
  approveRefund,
  auditLedger,
  getAttention,
  getCart,
  getCheckoutNotice,
  limitCheckouts,
  listSwitches,
  newCartToken,
  placeOrder,
  prepareCheckout,
  receiveEvent,
  resumeHeldWork,
  type Shop,
  setCartLine,
  setSwitch,
  startCheckout,
  syncInBackground,
  syncOrders,
} from "../index.ts";

const onOff = switchNames.filter((name) => name !== "new_checkouts");

async function limit(
  shop: Shop,
  audience: CheckoutAudience | "everybody",
  { percent = null, message = "" }: { percent?: number | null; message?: string } = {},
) {
  const all = await listSwitches(shop);
  const version = all.find(({ name }) => name === "new_checkouts")?.version ?? 0;
  await limitCheckouts(shop, { version, audience, percent, message, reason: "a test", by });
}

test.beforeEach(async ({ shop }) => {
  await turn(shop, "on", ...onOff);
  await limit(shop, "everybody");
  await setPaymentPage(shop, "shop");
});

const stateOf = async (shop: Shop, paymentIntentId: string) =>
  (await shop.db.order.findFirst({ where: { paymentIntentId } }))?.state;

/** What Stripe has reported of a payment. */
async function eventsOf(shop: TestShop, paymentIntentId: string) {
  const { data } = await shop.stripe.events.list({ limit: 100 });
  return data.filter(({ data: { object } }) => (object as { id?: string }).id === paymentIntentId);
}

/** A payment of another amount than what was ordered: the shop gives it back. */
async function payWrongAmount(shop: TestShop, record: string) {
  const bought = await buy(shop, { [record]: 1 });
  await shop.db.checkout.update({ where: { id: bought.id }, data: { currency: "usd" } });
  await runJobs(shop);
  return bought;
}

const refundsAtStripe = async (shop: TestShop, paymentIntentId: string) =>
  (await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data.length;

test("a switch is set in all processes at once, with a reason in the audit log; an older version and the environment refuse", async ({
  shop,
}) => {
  const other: Shop = { ...shop, db: connect(shop.databaseUrl, { maxConnections: 2 }) };
  const cartToken = newCartToken();
  expect((await getCart(other, { token: cartToken })).reservesStock).toBe(true);
  const seen = (await listSwitches(shop)).find(({ name }) => name === "reservations");
  const change = { name: "reservations" as const, version: seen?.version ?? 0, by };
  await setSwitch(shop, { ...change, isOn: false, reason: "the drop" });
  expect((await getCart(other, { token: cartToken })).reservesStock).toBe(false);
  const listed = (await listSwitches(other)).find(({ name }) => name === "reservations");
  expect(listed).toMatchObject({ isOn: false, isFixed: false, changed: { by: by.name, reason: "the drop" } });
  await expect(setSwitch(other, { ...change, isOn: true, reason: "late" })).rejects.toMatchObject({
    code: "SWITCH_CHANGED",
    details: { by: by.name },
  });
  const { switchedOff } = await getAttention(shop);
  expect(switchedOff).toMatchObject({ count: 1, examples: [{ name: "reservations", by: by.name }] });

  const fixed: Shop = { ...other, settings: { ...shop.settings, switches: { reservations: true } } };
  expect((await getCart(fixed, { token: cartToken })).reservesStock).toBe(true);
  expect((await getAttention(fixed)).switchedOff.count).toBe(0);
  const now = { ...change, version: (listed?.version ?? 0) as number };
  await expect(setSwitch(fixed, { ...now, isOn: true, reason: "x" })).rejects.toMatchObject({
    code: "SWITCH_FIXED",
  });
  const entries = await shop.db.auditEntry.findMany({
    where: { action: "switch.set", subject: "reservations" },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(entries).toMatchObject([{ before: { isOn: true }, after: { isOn: false, reason: "the drop" } }]);
  await other.db.$disconnect();
});

test("without provisional orders the order is there once Stripe has confirmed the payment, and not before", async ({
  shop,
}) => {
  await turn(shop, "off", "provisional_orders", "background_sync");
  const record = await stockedVariant(shop, { onHand: 2 });
  const payment = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, payment.paymentIntentId);
  for (const _ of [1, 2])
    await expect(placeOrder(shop, payment)).rejects.toMatchObject({ code: "ORDER_AWAITED" });
  await runJobs(shop);
  expect(await stateOf(shop, payment.paymentIntentId)).toBeUndefined();
  for (const event of await eventsOf(shop, payment.paymentIntentId)) await receiveEvent(shop, event);
  await runJobs(shop);
  const { orderId } = await placeOrder(shop, payment);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    state: "confirmed",
    isProvisional: false,
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("without the background sync nobody asks Stripe, and what is due is asked about once it is on again", async ({
  shop,
}) => {
  await turn(shop, "off", "background_sync");
  const record = await stockedVariant(shop, { onHand: 2 });
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  shop.clock.advance(5 * 60_000);
  expect(await syncInBackground(shop)).toEqual({ synced: 0, failed: 0, skipped: 0 });
  expect(await stateOf(shop, paymentIntentId)).toBe("processing");
  await turn(shop, "on", "background_sync");
  expect((await syncInBackground(shop)).synced).toBe(1);
  expect(await stateOf(shop, paymentIntentId)).toBe("confirmed");
});

test("Stripe's events are stored while their handling is off, and handled once, the oldest first, when it is on again", async ({
  shop,
}) => {
  await turn(shop, "off", "webhook_processing", "background_sync");
  const record = await stockedVariant(shop, { onHand: 9 });
  const payments: string[] = [];
  for (const _ of [1, 2, 3]) payments.push((await buy(shop, { [record]: 1 })).paymentIntentId);
  for (const paymentIntentId of payments.toReversed())
    for (const event of await eventsOf(shop, paymentIntentId)) await receiveEvent(shop, event);
  await runJobs(shop);
  await resumeHeldWork(shop); // as it does each minute
  await runJobs(shop);
  for (const paymentIntentId of payments) expect(await stateOf(shop, paymentIntentId)).toBe("processing");
  const stored = await shop.db.webhookEvent.findMany({ where: { state: "received" } });
  expect(stored.length).toBeGreaterThanOrEqual(3);
  expect(stored.every(({ attempts }) => attempts === 0)).toBe(true);

  await turn(shop, "on", "webhook_processing");
  await resumeHeldWork(shop);
  expect(await resumeHeldWork(shop)).toMatchObject({ events: 0 }); // each has its job
  const queued = await shop.db.$queryRaw<{ key: string }[]>`
    select key from graphile_worker.jobs where key like 'event:%' order by run_at, id`;
  const oldestFirst = stored.toSorted(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  expect(queued.map(({ key }) => key)).toEqual(oldestFirst.map(({ id }) => `event:${id}`));
  await runJobs(shop);
  const handled = await shop.db.webhookEvent.findMany({ where: { id: { in: stored.map(({ id }) => id) } } });
  expect(handled.every(({ state, attempts }) => state === "processed" && attempts === 1)).toBe(true);
  for (const paymentIntentId of payments) expect(await stateOf(shop, paymentIntentId)).toBe("confirmed");
});

test("an event that had failed, and whose retry came while their handling was off, is handled when it is on again", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const { paymentIntentId } = await buy(shop, { [record]: 1 });
  await runJobs(shop);
  const [event] = await eventsOf(shop, paymentIntentId);
  if (event === undefined) throw new Error("There is no event");
  await receiveEvent(shop, event);
  await shop.db.webhookEvent.update({ where: { id: event.id }, data: { state: "failed", attempts: 1 } });
  await turn(shop, "off", "webhook_processing");
  await runJobs(shop); // its retry
  expect(await shop.db.webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
    state: "failed",
  });
  await turn(shop, "on", "webhook_processing");
  expect(await resumeHeldWork(shop)).toMatchObject({ events: 1 });
  await runJobs(shop);
  const handled = await shop.db.webhookEvent.findUnique({ where: { id: event.id } });
  expect(handled).toMatchObject({ state: expect.stringMatching(/processed|ignored/), attempts: 2 });
});

test("automatic refunds that are off wait for staff, who send one once, or until they are on again", async ({
  shop,
}) => {
  await turn(shop, "off", "automatic_refunds");
  const record = await stockedVariant(shop, { onHand: 9 });
  const [first, second] = [await payWrongAmount(shop, record), await payWrongAmount(shop, record)];
  shop.clock.advance(3 * 60 * 60_000);
  await resumeHeldWork(shop);
  await runJobs(shop);
  for (const { paymentIntentId } of [first, second])
    expect(await refundsAtStripe(shop, paymentIntentId)).toBe(0);
  expect((await getAttention(shop)).heldRefunds).toMatchObject({ count: 2 });

  const { id: refundId } = await shop.db.refund.findFirstOrThrow({
    where: { paymentIntentId: first.paymentIntentId },
  });
  for (const _ of [1, 2]) await approveRefund(shop, { refundId, by });
  await runJobs(shop);
  expect(await refundsAtStripe(shop, first.paymentIntentId)).toBe(1);
  expect(await refundsAtStripe(shop, second.paymentIntentId)).toBe(0);
  expect(await shop.db.auditEntry.count({ where: { action: "order.approve_refund" } })).toBe(1);

  await turn(shop, "on", "automatic_refunds");
  await runJobs(shop);
  await resumeHeldWork(shop);
  await runJobs(shop);
  for (const { paymentIntentId } of [first, second])
    expect(await refundsAtStripe(shop, paymentIntentId)).toBe(1);
  expect((await getAttention(shop)).heldRefunds.count).toBe(0);
});

test("without Stripe's page customers pay on the shop's, and a page that is open can still be paid", async ({
  shop,
}) => {
  await setPaymentPage(shop, "stripe");
  const record = await stockedVariant(shop, { onHand: 9 });
  const begun = async () => {
    const cartToken = await guestWith(shop, { [record]: 1 });
    return { cartToken, checkoutId: (await startCheckout(shop, { cartToken })).id };
  };
  const hosted = await pressPayAtStripe(shop, await begun());
  await turn(shop, "off", "hosted_checkout");
  const own = await begun();
  const { quoteNumber } = await shop.db.checkout.findUniqueOrThrow({ where: { id: own.checkoutId } });
  const prepared = await prepareCheckout(shop, {
    ...{ ...own, quoteNumber, contact, shippingAddress, paymentPage: "stripe" },
  });
  expect(prepared).toMatchObject({ pageUrl: null, payment: { clientSecret: expect.any(String) } });
  const session = await shop.outside.payOnPage(hosted.sessionId, "pm_card_visa");
  await syncOrders(shop, { dueOnly: false });
  expect(await stateOf(shop, String(session.payment_intent))).toBe("confirmed");
});

test("without discounts codes are refused in words, and a checkout's new price is shown before it is paid", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const terms = { kind: "percent", percentBps: 1_000, createdAt: shop.clock.now() } as const;
  const { id: discountId } = await shop.db.discount.create({ data: { ...terms, name: "Friends" } });
  await shop.db.discountCode.create({ data: { discountId, code: "FRIENDS", createdAt: shop.clock.now() } });
  const token = await guestWith(shop, { [record]: 1 });
  const discounted = await applyCode(shop, { token, code: "FRIENDS" });
  expect(discounted.discount.amount).toBeGreaterThan(0);
  const { id: checkoutId } = await startCheckout(shop, { cartToken: token });
  const paying = await guestWith(shop, { [record]: 1 });
  await applyCode(shop, { token: paying, code: "FRIENDS" });
  const { id: paidId } = await startCheckout(shop, { cartToken: paying });
  const pressed = await pressPay(shop, { checkoutId: paidId, cartToken: paying });

  await turn(shop, "off", "discounts");
  await expect(
    applyCode(shop, { token: await guestWith(shop, { [record]: 1 }), code: "FRIENDS" }),
  ).rejects.toMatchObject({ code: "DISCOUNTS_OFF" });
  const cart = await getCart(shop, { token });
  expect(cart.discount.amount).toBe(0);
  expect(cart.codes).toMatchObject([{ code: "FRIENDS", refusal: { reason: "switched_off" } }]);
  await expect(pressPay(shop, { checkoutId, cartToken: token })).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: { codes: [{ code: "FRIENDS", refusal: { reason: "switched_off" } }] },
  });
  // What Pay was pressed for before is paid at its price.
  await payAtStripe(shop, pressed.paymentIntentId);
  await placeOrder(shop, pressed);
  await runJobs(shop);
  const order = await shop.db.order.findFirstOrThrow({ where: { paymentIntentId: pressed.paymentIntentId } });
  expect(order).toMatchObject({ state: "confirmed" });
  expect(order.discountAmount).toBeGreaterThan(0);

  await turn(shop, "on", "discounts");
  expect((await getCart(shop, { token })).discount.amount).toBeGreaterThan(0);
});

test("while nobody may begin a checkout, carts are kept, and who is at one finishes, also with a changed cart", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9 });
  const under = await guestWith(shop, { [record]: 1 });
  await startCheckout(shop, { cartToken: under });
  await limit(shop, "nobody", { message: "Back at noon." });
  const later = await guestWith(shop, { [record]: 1 });
  const isStaff = async () => true;
  await expect(startCheckout(shop, { cartToken: later, isStaff })).rejects.toMatchObject({
    code: "CHECKOUTS_LIMITED",
    details: { audience: "nobody", message: "Back at noon." },
  });
  expect(await getCheckoutNotice(shop, { cartToken: later, isStaff })).toEqual({
    audience: "nobody",
    message: "Back at noon.",
  });
  expect((await getCart(shop, { token: later })).count).toBe(1);
  await setCartLine(shop, { token: under, variantId: record, quantity: 2 });
  const { id: checkoutId } = await startCheckout(shop, { cartToken: under });
  const pressed = await pressPay(shop, { checkoutId, cartToken: under });
  await payAtStripe(shop, pressed.paymentIntentId);
  await placeOrder(shop, pressed);
  await runJobs(shop);
  expect(await stateOf(shop, pressed.paymentIntentId)).toBe("confirmed");
  await expect(startCheckout(shop, { cartToken: under })).rejects.toMatchObject({ code: "ALREADY_PAID" });
  // One whose time is up is no checkout under way any more.
  await limit(shop, "everybody");
  const slow = await guestWith(shop, { [record]: 1 });
  await startCheckout(shop, { cartToken: slow });
  await limit(shop, "nobody");
  shop.clock.advance(60 * 60_000);
  await expect(startCheckout(shop, { cartToken: slow })).rejects.toMatchObject({ code: "CHECKOUTS_LIMITED" });
  await limit(shop, "everybody");
  expect((await startCheckout(shop, { cartToken: later })).lines).toHaveLength(1);
});

test("a share of the visitors is the same ones each time, and a larger one has them, too; staff may always", async ({
  shop,
}) => {
  const tokens = Array.from({ length: 300 }, newCartToken);
  const mayOf = async () => {
    const notices = await Promise.all(
      tokens.map((cartToken) => getCheckoutNotice(shop, { cartToken, isStaff: undefined })),
    );
    return new Set(tokens.filter((_, index) => notices[index] === null));
  };
  await limit(shop, "share", { percent: 20 });
  const some = await mayOf();
  expect(await mayOf()).toEqual(some);
  expect(some.size).toBeGreaterThan(30);
  expect(some.size).toBeLessThan(95);
  await limit(shop, "share", { percent: 50 });
  const more = await mayOf();
  expect(more.size).toBeGreaterThan(some.size);
  expect([...some].filter((token) => !more.has(token))).toEqual([]);
  await limit(shop, "staff");
  expect((await mayOf()).size).toBe(0);
  const [cartToken = ""] = tokens;
  expect(await getCheckoutNotice(shop, { cartToken, isStaff: async () => true })).toBeNull();
});

test("after all of it the books are right", async ({ shop }) => {
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});
