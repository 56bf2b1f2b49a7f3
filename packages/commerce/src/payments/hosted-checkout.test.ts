import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  aResource,
  aService,
  bankDecides,
  contact,
  dumpShop,
  guestWith,
  openTestShop,
  payAtStripe,
  pressPay,
  pressPayAtStripe,
  readyToPayAtStripe,
  reservationMs,
  restoreShop,
  runJobs,
  setPaymentPage,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { beforeEach, describe, expect } from "vitest";
import { cancelCheckout, expireCheckouts } from "../checkout/end-checkout.ts";
import {
  addToCart,
  auditLedger,
  getCart,
  getOrder,
  newCartToken,
  placeOrder,
  placeSessionOrder,
  prepareCheckout,
  reconcile,
  startCheckout,
  syncOrders,
} from "../index.ts";
import { timeText } from "../notifications/mail-times.ts";
import { orderToken } from "../orders/links.ts";
import { createStripe } from "../stripe/stripe.ts";
import { receiveEvent } from "../webhooks/receive-event.ts";
import { syncCheckout } from "./sync-checkout.ts";
import { syncPayment } from "./sync-payment.ts";

const orderOf = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUnique({ where: { checkoutId }, include: { timeline: { orderBy: { id: "asc" } } } });
const sessionsOf = (shop: TestShop, checkoutId: string) =>
  shop.db.paymentSession.findMany({ where: { checkoutId }, orderBy: { openedAt: "asc" } });
const atStripe = (shop: TestShop, sessionId: string) =>
  shop.stripe.checkout.sessions.retrieve(sessionId, { expand: ["line_items", "payment_intent"] });
const sync = (shop: TestShop, checkoutId: string) =>
  syncCheckout(shop, { checkoutId, track: "sync", thorough: false });
const days = (n: number) => n * 24 * 60 * 60_000;

/** Delivers what Stripe has to say, in any order, and handles it. */
async function deliverAll(shop: TestShop, types: string[]): Promise<void> {
  const { data } = await shop.stripe.events.list({ limit: 100 });
  for (const event of data.filter(({ type }) => types.includes(type))) await receiveEvent(shop, event);
  await runJobs(shop);
}

async function begun(shop: TestShop, onHand = 5) {
  const record = await stockedVariant(shop, { onHand });
  return { record, ...(await readyToPayAtStripe(shop, { [record]: 1 })) };
}

/** Time passes in the shop and at Stripe. */
async function pass(shop: TestShop, ms: number): Promise<void> {
  shop.clock.advance(ms);
  await shop.outside.advance(ms);
}

const debit = { name: "A Customer", email: contact.email };

beforeEach<{ shop: TestShop }>(async ({ shop }) => {
  await setPaymentPage(shop, "choice");
});

describe("opening", () => {
  test("Stripe's page asks for what was quoted, says what it is, and comes back to this shop; what the intent would bear, its payment will", async ({
    shop,
  }) => {
    const { id, sessionId, total } = await begun(shop);
    const session = await atStripe(shop, sessionId);
    expect(session).toMatchObject({
      ...{ amount_total: total.amount, currency: "eur", client_reference_id: id },
      ...{
        customer_email: contact.email,
        cancel_url: "http://shop.example/checkout?cancelled=true",
        locale: "auto",
      },
      metadata: { dualtrack_checkout: id, dualtrack_bought: "goods_only" },
      success_url: expect.stringMatching(
        /^http:\/\/shop\.example\/payment\/success\?session_id=\{CHECKOUT_SESSION_ID\}&session_secret=[\w-]{43}$/,
      ),
    });
    expect(
      session.line_items?.data.map(({ description, amount_total }) => [description, amount_total]),
    ).toEqual([
      [expect.stringMatching(/^Record /), 2_000],
      [expect.stringMatching(/^Shipping/), 590],
    ]);
    expect(
      session.line_items?.data.every(({ amount_tax, amount_discount }) => !amount_tax && !amount_discount),
    ).toBe(true);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    const paid = await atStripe(shop, sessionId);
    expect(paid.payment_intent).toMatchObject({
      shipping: { name: contact.name, address: { line1: shippingAddress.line1, country: "AT" } },
      metadata: { dualtrack_checkout: id, dualtrack_quote: "1", dualtrack_email: contact.email },
    });
    expect(await sync(shop, id)).toBe("confirmed");
  });

  test("time that is booked says on Stripe's page when it begins", async ({ shop }) => {
    const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
    const cartToken = newCartToken();
    const hourMs = 60 * 60_000;
    const startsAt = new Date((Math.ceil(shop.clock.now().getTime() / hourMs) + 48) * hourMs);
    await addToCart(shop, { token: cartToken, variantId, quantity: 1, startsAt });
    const { id: checkoutId } = await startCheckout(shop, { cartToken });
    const { sessionId } = await pressPayAtStripe(shop, { checkoutId, cartToken });
    const session = await shop.stripe.checkout.sessions.retrieve(sessionId, {
      expand: ["line_items.data.price.product"],
    });
    expect(session.line_items?.data.map(({ price }) => price?.product)).toMatchObject([
      { description: timeText(startsAt, "UTC") },
    ]);
  });

  test("pressing again is the same page; other details or a page that is about to close another one, and the first can't be paid", async ({
    shop,
  }) => {
    const first = await begun(shop);
    const own = { checkoutId: first.id, cartToken: first.cartToken };
    const both = await Promise.all([1, 2].map(() => pressPayAtStripe(shop, own)));
    expect(both.map(({ pageUrl }) => pageUrl)).toEqual([first.pageUrl, first.pageUrl]);
    const second = await pressPayAtStripe(shop, own, { contact: { ...contact, name: "Another Name" } });
    expect(second.sessionId).not.toBe(first.sessionId);
    expect((await atStripe(shop, first.sessionId)).status).toBe("expired");
    expect(await sessionsOf(shop, first.id)).toMatchObject([{ state: "ended" }, { state: "open" }]);

    const until = new Date(shop.clock.now().getTime() + days(3));
    await shop.db.checkout.update({ where: { id: first.id }, data: { expiresAt: until } });
    const closes = (await sessionsOf(shop, first.id))[1]?.expiresAt?.getTime() ?? 0;
    await pass(shop, closes - shop.clock.now().getTime() - 3 * 60_000);
    const third = await pressPayAtStripe(shop, own, { contact: { ...contact, name: "Another Name" } });
    expect(third.sessionId).not.toBe(second.sessionId);
    expect((await atStripe(shop, second.sessionId)).status).toBe("expired");
  });

  test("killed between Stripe's answer and the row: the next press opens the same page", async ({ shop }) => {
    const first = await begun(shop);
    await shop.db.paymentSession.delete({ where: { stripeId: first.sessionId } });
    const again = await pressPayAtStripe(shop, { checkoutId: first.id, cartToken: first.cartToken });
    expect(again).toMatchObject({ sessionId: first.sessionId, sessionSecret: first.sessionSecret });
  });

  test("a page with another sum than the quote's is closed again, and nobody gets its address", async ({
    shop,
  }) => {
    shop.log.expectErrors(/asks for another sum/);
    await using proxy = await openAlteringProxy(shop.sandbox.url, (text) =>
      text.replace(/"amount_total":\s*\d+/, '"amount_total":1'),
    );
    const record = await stockedVariant(shop, { onHand: 1 });
    const { sandbox, stripeStatus: status, stripeTurns: turns } = shop;
    const stripe = createStripe({ secretKey: sandbox.secretKey, apiBase: proxy.url, status, turns });
    await expect(readyToPayAtStripe({ ...shop, stripe }, { [record]: 1 })).rejects.toMatchObject({
      code: "PAYMENT_UNAVAILABLE",
    });
    const { data } = await shop.stripe.checkout.sessions.list({ limit: 1 });
    expect(data).toMatchObject([{ status: "expired" }]);
    expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  });

  test("staff's setting decides, whatever the page has offered", async ({ shop }) => {
    const record = await stockedVariant(shop, { onHand: 5 });
    const cartToken = await guestWith(shop, { [record]: 1 });
    const { id: checkoutId } = await startCheckout(shop, { cartToken });
    const press = (paymentPage: "shop" | "stripe") =>
      prepareCheckout(shop, { checkoutId, cartToken, quoteNumber: 1, contact, shippingAddress, paymentPage });
    await setPaymentPage(shop, "stripe");
    expect(await press("shop")).toMatchObject({ payment: null, pageUrl: expect.any(String) });
    await setPaymentPage(shop, "shop");
    expect(await press("stripe")).toMatchObject({ payment: expect.any(Object), pageUrl: null });
  });
});

describe("paid", () => {
  test("the customer comes back before any webhook: the order is confirmed at once; again, it is the same one", async ({
    shop,
  }) => {
    const { id, record, cartToken, sessionId, sessionSecret } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    const back = { sessionId, sessionSecret };
    const placed = await Promise.all([placeSessionOrder(shop, back), placeSessionOrder(shop, back)]);
    expect(new Set(placed.map(({ orderId }) => orderId))).toEqual(new Set([id]));
    await runJobs(shop);
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed", paymentState: "paid" });
    expect(await sessionsOf(shop, id)).toMatchObject([
      { state: "ended", kind: "checkout_session", paymentIntentId: expect.stringMatching(/^pi_/) },
    ]);
    expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
    expect((await getCart(shop, { token: cartToken })).count).toBe(0);
    expect(await shop.db.mail.count({ where: { orderId: id, kind: "order_confirmed" } })).toBe(1);
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("nobody sees an order by the session's id: only by the secret in the address to which Stripe sends back", async ({
    shop,
  }) => {
    const { sessionId, sessionSecret } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    for (const wrong of ["", "x", sessionId, `${sessionSecret.slice(0, -1)}_`])
      await expect(placeSessionOrder(shop, { sessionId, sessionSecret: wrong })).rejects.toMatchObject({
        code: "ORDER_NOT_FOUND",
      });
    await expect(
      placeSessionOrder(shop, { sessionId: "cs_test_unknown", sessionSecret }),
    ).rejects.toMatchObject({ code: "ORDER_NOT_FOUND" });
  });

  test.for([
    { types: ["checkout.session.completed"] },
    { types: ["payment_intent.succeeded"] },
    { types: ["payment_intent.succeeded", "checkout.session.completed"] },
  ])("the browser never comes back: $types makes one order", async ({ types }, { shop }) => {
    const { id, sessionId } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    await deliverAll(shop, types);
    await deliverAll(shop, types);
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
    expect(await sessionsOf(shop, id)).toMatchObject([{ state: "ended" }]);
  });

  test("browser and webhooks both dead: the sync finds it, and so does reconciliation", async ({ shop }) => {
    const [synced, reconciled] = [await begun(shop), await begun(shop)];
    await shop.outside.payOnPage(synced.sessionId, "pm_card_visa");
    await syncOrders(shop, { dueOnly: false });
    expect(await orderOf(shop, synced.id)).toMatchObject({ state: "confirmed" });
    await shop.outside.payOnPage(reconciled.sessionId, "pm_card_visa");
    await reconcile(shop, { windowMs: days(1) });
    expect(await orderOf(shop, reconciled.id)).toMatchObject({ state: "confirmed" });
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("Stripe can't be asked when the customer comes back: that is said, and the next try has the order", async ({
    shop,
  }) => {
    const { sessionId, sessionSecret, id } = await begun(shop);
    await expect(placeSessionOrder(shop, { sessionId, sessionSecret })).rejects.toMatchObject({
      code: "PAYMENT_UNCERTAIN", // nobody has paid yet
    });
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    await shop.outside.fault({ kind: "api", action: "error", status: 500, path: "/v1/checkout/sessions" });
    await expect(placeSessionOrder(shop, { sessionId, sessionSecret })).rejects.toMatchObject({
      code: "PAYMENT_UNCERTAIN",
    });
    await shop.outside.noFaults();
    expect(await placeSessionOrder(shop, { sessionId, sessionSecret })).toEqual({ orderId: id });
  });

  test("the secret of the way back is masked in stored events", async ({ shop }) => {
    const { sessionId, sessionSecret } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    await deliverAll(shop, ["checkout.session.completed"]);
    const event = await shop.db.webhookEvent.findFirstOrThrow({ where: { objectId: sessionId } });
    expect(JSON.stringify(event.payload)).not.toContain(sessionSecret);
  });
});

describe("not paid", () => {
  test("called off: the cart and the reservation stay as they are, and the page can still be paid", async ({
    shop,
  }) => {
    const { record, cartToken, id, sessionId } = await begun(shop);
    expect((await getCart(shop, { token: cartToken })).count).toBe(1);
    const again = await startCheckout(shop, { cartToken });
    expect(again).toMatchObject({ id, payment: null });
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    expect(await sync(shop, id)).toBe("confirmed");
  });

  test("a refused card: another one on the same page is the order's", async ({ shop }) => {
    const { id, cartToken, sessionId, sessionSecret } = await begun(shop);
    await expect(shop.outside.payOnPage(sessionId, "pm_card_visa_chargeDeclined")).rejects.toThrow(
      /declined/,
    );
    expect(await startCheckout(shop, { cartToken })).toMatchObject({ lastAttempt: "declined" });
    expect(await sync(shop, id)).toBe("waiting");
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    expect(await placeSessionOrder(shop, { sessionId, sessionSecret })).toEqual({ orderId: id });
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
  });

  test("the reservation ends: the page is closed at Stripe before the goods are free, and can't be paid any more", async ({
    shop,
  }) => {
    const { id, record, sessionId } = await begun(shop);
    await shop.outside.fault({
      kind: "api",
      action: "error",
      status: 500,
      path: "/v1/checkout/sessions/*/expire",
    });
    shop.log.expectErrors(/could not be ended/);
    await pass(shop, reservationMs + 5 * 60_000);
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
    await shop.outside.noFaults();
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
    expect(await sessionsOf(shop, id)).toMatchObject([{ state: "ended" }]);
    await expect(shop.outside.payOnPage(sessionId, "pm_card_visa")).rejects.toThrow();
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("paid in the moment in which the reservation ends: it is the order", async ({ shop }) => {
    const { id, record, sessionId } = await begun(shop);
    await pass(shop, reservationMs + 5 * 60_000);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    await expireCheckouts(shop);
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
    expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  });

  test("a refused card, and then the reservation ends: nothing stays open", async ({ shop }) => {
    const { id, record, sessionId } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa_chargeDeclined").catch(() => {});
    await pass(shop, reservationMs + 5 * 60_000);
    await expireCheckouts(shop);
    expect(await shop.db.checkout.findUnique({ where: { id } })).toMatchObject({ state: "expired" });
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("Stripe's page expires before the reservation does: the goods stay reserved, and another page opens", async ({
    shop,
  }) => {
    const { id, cartToken, record, sessionId } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa_chargeDeclined").catch(() => {});
    const until = new Date(shop.clock.now().getTime() + days(3));
    await shop.db.checkout.update({ where: { id }, data: { expiresAt: until, promisedUntil: until } });
    await pass(shop, days(1));
    await deliverAll(shop, ["payment_intent.canceled", "checkout.session.expired"]);
    expect(await sessionsOf(shop, id)).toMatchObject([{ state: "ended" }]);
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
    const next = await pressPayAtStripe(shop, { checkoutId: id, cartToken });
    expect(next.sessionId).not.toBe(sessionId);
    await shop.outside.payOnPage(next.sessionId, "pm_card_visa");
    expect(await sync(shop, id)).toBe("confirmed");
  });

  test("the cart changes while Stripe's page is open: that page is closed with its checkout", async ({
    shop,
  }) => {
    const { id, cartToken, sessionId, record } = await begun(shop);
    await addToCart(shop, { token: cartToken, variantId: record, quantity: 1 });
    const next = await startCheckout(shop, { cartToken });
    expect(next.id).not.toBe(id);
    expect((await atStripe(shop, sessionId)).status).toBe("expired");
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 2 });
  });
});

describe("two ways to pay one checkout", () => {
  test("a tab with the shop's form and one with Stripe's page: whichever was opened last can be paid, and only that", async ({
    shop,
  }) => {
    const { id, cartToken, sessionId } = await begun(shop);
    const own = { checkoutId: id, cartToken };
    const here = await pressPay(shop, own);
    await expect(shop.outside.payOnPage(sessionId, "pm_card_visa")).rejects.toThrow();
    const there = await pressPayAtStripe(shop, own);
    await expect(payAtStripe(shop, here.paymentIntentId)).rejects.toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    expect(await shop.db.checkout.findUnique({ where: { id } })).toMatchObject({ state: "paying" });
    await shop.outside.payOnPage(there.sessionId, "pm_card_visa");
    expect(await sync(shop, id)).toBe("confirmed");
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("Stripe's page is paid while the other tab presses Pay: that tab is told, and pays nothing", async ({
    shop,
  }) => {
    const { id, cartToken, sessionId } = await begun(shop);
    await shop.outside.payOnPage(sessionId, "pm_card_visa");
    await expect(pressPay(shop, { checkoutId: id, cartToken })).rejects.toMatchObject({
      code: "ALREADY_PAID",
    });
    expect(await shop.db.payment.count({ where: { checkoutId: id } })).toBe(1);
  });

  test("a refused card on Stripe's page, then the shop's form, the form refused, then Stripe's page: the order is paid once", async ({
    shop,
  }) => {
    const { id, cartToken, sessionId } = await begun(shop);
    const own = { checkoutId: id, cartToken };
    await shop.outside.payOnPage(sessionId, "pm_card_visa_chargeDeclined").catch(() => {});
    const here = await pressPay(shop, own);
    await payAtStripe(shop, here.paymentIntentId, "pm_card_visa_chargeDeclined").catch(() => {});
    await deliverAll(shop, [
      "payment_intent.canceled",
      "payment_intent.payment_failed",
      "checkout.session.expired",
    ]);
    const there = await pressPayAtStripe(shop, own);
    await shop.outside.payOnPage(there.sessionId, "pm_card_visa");
    await deliverAll(shop, [
      "payment_intent.canceled",
      "payment_intent.succeeded",
      "checkout.session.completed",
    ]);
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
    expect(await sessionsOf(shop, id)).toMatchObject([
      { state: "ended", kind: "checkout_session" },
      { state: "ended", kind: "payment_intent" },
      { state: "ended", kind: "checkout_session" },
    ]);
    expect(await shop.db.payment.count({ where: { checkoutId: id, status: "succeeded" } })).toBe(1);
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test("killed while one page replaces another: the next press goes on, and if none comes the reservation ends", async ({
    shop,
  }) => {
    const [first, second] = [await begun(shop), await begun(shop)];
    for (const { sessionId, id } of [first, second]) {
      await shop.outside.payOnPage(sessionId, "pm_card_visa_chargeDeclined").catch(() => {});
      await shop.db.paymentSession.update({
        where: { stripeId: sessionId },
        data: { replacedAt: shop.clock.now() },
      });
      await shop.stripe.checkout.sessions.expire(sessionId);
      await deliverAll(shop, ["payment_intent.canceled"]);
      expect(await shop.db.checkout.findUnique({ where: { id } })).toMatchObject({ state: "paying" });
    }
    const next = await pressPayAtStripe(shop, { checkoutId: first.id, cartToken: first.cartToken });
    await shop.outside.payOnPage(next.sessionId, "pm_card_visa");
    expect(await sync(shop, first.id)).toBe("confirmed");
    await cancelCheckout(shop, { checkoutId: second.id });
    expect(await stockOf(shop, second.record)).toEqual({ onHand: 5, reserved: 0 });

    const killedSooner = await begun(shop); // Stripe has not heard of it yet
    await shop.outside.payOnPage(killedSooner.sessionId, "pm_card_visa_chargeDeclined").catch(() => {});
    await shop.db.paymentSession.update({
      where: { stripeId: killedSooner.sessionId },
      data: { replacedAt: shop.clock.now() },
    });
    expect(await cancelCheckout(shop, { checkoutId: killedSooner.id })).toMatchObject({ isReleased: true });
    expect(await stockOf(shop, killedSooner.record)).toEqual({ onHand: 5, reserved: 0 });
  });
});

test("the database is restored from a dump of before: the order is made again, with its session on Stripe's page", async () => {
  await using shop = await openTestShop();
  await setPaymentPage(shop, "choice");
  const record = await stockedVariant(shop, { onHand: 5 });
  const copy = await dumpShop(shop);
  const { id, sessionId, sessionSecret } = await readyToPayAtStripe(shop, { [record]: 1 });
  await shop.outside.payOnPage(sessionId, "pm_card_visa");
  await placeSessionOrder(shop, { sessionId, sessionSecret });
  await using restored = await restoreShop(shop, copy);
  await reconcile(restored, { windowMs: days(1) });
  expect(await orderOf(restored, id)).toMatchObject({ state: "confirmed" });
  expect(await sessionsOf(restored, id)).toMatchObject([
    { stripeId: sessionId, kind: "checkout_session", state: "ended" },
  ]);
  expect((await auditLedger(restored)).violations).toEqual([]);
});

describe("a bank that decides after days", () => {
  test("completed is not paid: the order waits with its goods, and is confirmed when the bank pays", async () => {
    await using shop = await openTestShop(); // Stripe's clock stands still, so that the bank has not decided
    await setPaymentPage(shop, "choice");
    const { id, record, sessionId, sessionSecret, cartToken } = await begun(shop);
    const paid = await shop.outside.payOnPage(sessionId, "pm_sepaDebit_successDelayed_at", debit);
    expect(paid.payment_status).toBe("unpaid");
    await placeSessionOrder(shop, { sessionId, sessionSecret });
    await deliverAll(shop, ["checkout.session.completed"]);
    expect(await orderOf(shop, id)).toMatchObject({ state: "processing", isProvisional: true });
    await expect(startCheckout(shop, { cartToken })).rejects.toMatchObject({ code: "PAYMENT_PROCESSING" });
    shop.clock.advance(days(3));
    await expireCheckouts(shop);
    expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
    await bankDecides(shop, paid.payment_intent, "succeed");
    await deliverAll(shop, ["checkout.session.async_payment_succeeded"]);
    expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
    expect((await auditLedger(shop)).violations).toEqual([]);
  });

  test.for(["shop", "stripe"] as const)(
    "a returned debit: its page is over, and the order is paid by another payment, on the %s's page",
    async (page, { shop }) => {
      const { id, record, sessionId, cartToken } = await begun(shop);
      const { payment_intent } = await shop.outside.payOnPage(
        sessionId,
        "pm_sepaDebit_successDelayed_at",
        debit,
      );
      await deliverAll(shop, ["checkout.session.completed"]);
      await bankDecides(shop, payment_intent, "fail");
      await deliverAll(shop, ["checkout.session.async_payment_failed"]);
      expect(await orderOf(shop, id)).toMatchObject({ state: "failed", paymentIntentId: payment_intent });
      const own = { checkoutId: id, cartToken };
      if (page === "shop") {
        const { paymentIntentId, clientSecret } = await pressPay(shop, own);
        await payAtStripe(shop, paymentIntentId);
        await placeOrder(shop, { paymentIntentId, clientSecret });
        await syncPayment(shop, { paymentIntentId, track: "sync" });
      } else {
        const { sessionId: next, sessionSecret } = await pressPayAtStripe(shop, own);
        expect(next).not.toBe(sessionId);
        await shop.outside.payOnPage(next, "pm_card_visa");
        await placeSessionOrder(shop, { sessionId: next, sessionSecret });
      }
      await syncPayment(shop, { paymentIntentId: payment_intent, track: "sync" });
      const order = await orderOf(shop, id);
      expect(order).toMatchObject({ state: "confirmed", paymentState: "paid" });
      expect(order?.paymentIntentId).not.toBe(payment_intent);
      expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
      expect((await auditLedger(shop)).violations).toEqual([]);
    },
  );
});

test("a debit that failed: its success address shows the order in every browser; that of the next page, which nobody has paid, doesn't yet", async ({
  shop,
}) => {
  const { id, sessionId, sessionSecret, cartToken } = await begun(shop);
  const { payment_intent } = await shop.outside.payOnPage(sessionId, "pm_sepaDebit_successDelayed_at", debit);
  await deliverAll(shop, ["checkout.session.completed"]);
  await bankDecides(shop, payment_intent, "fail");
  await deliverAll(shop, ["checkout.session.async_payment_failed"]);
  const order = { orderId: id };
  expect(await placeSessionOrder(shop, { sessionId, sessionSecret })).toEqual(order);
  expect(await getOrder(shop, order)).toMatchObject({ state: "failed", heldUntil: expect.any(String) });

  const token = orderToken(shop, id);
  const next = await pressPayAtStripe(shop, { checkoutId: id, cartToken, orderToken: token });
  expect((await atStripe(shop, next.sessionId)).cancel_url).toBe(
    `http://shop.example/checkout?cancelled=true&order=${token}`,
  );
  await expect(placeSessionOrder(shop, next)).rejects.toMatchObject({ code: "PAYMENT_UNCERTAIN" });
  expect(await placeSessionOrder(shop, { sessionId, sessionSecret })).toEqual(order);
  await shop.outside.payOnPage(next.sessionId, "pm_card_visa");
  expect(await placeSessionOrder(shop, next)).toEqual(order);
  expect(await orderOf(shop, id)).toMatchObject({ state: "confirmed" });
});

/** Stands between the SDK and the sandbox and changes the answers about sessions. */
async function openAlteringProxy(target: string, alter: (text: string) => string) {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { host: _, connection: __, "content-length": ___, ...headers } = req.headers;
    const answer = await fetch(`${target}${req.url}`, {
      method: req.method ?? "GET",
      headers: headers as Record<string, string>,
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    res.writeHead(answer.status, { "content-type": "application/json" });
    res.end(alter(await answer.text()));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
