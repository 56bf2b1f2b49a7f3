import { insertOpenSession, lockCheckout } from "@dualtrack/db";
import {
  payAtStripe,
  pressPay,
  readyToPay,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { cancelCheckout } from "../checkout/end-checkout.ts";
import { placeOrder } from "../index.ts";
import { syncCheckout } from "../payments/sync-checkout.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { transact } from "../unit-of-work.ts";
import { openSession } from "./open-session.ts";
import { recordSessionEnd } from "./record-session-end.ts";
import { askSession, endSession } from "./session-kinds.ts";

const sessionsOf = (shop: TestShop, checkoutId: string) =>
  shop.db.paymentSession.findMany({ where: { checkoutId }, orderBy: { openedAt: "asc" } });

/** What Stripe has of a checkout's payments, the newest first. */
const atStripe = async (shop: TestShop, checkoutId: string) =>
  (await shop.stripe.paymentIntents.list({ limit: 100 })).data
    .filter(({ metadata }) => metadata.dualtrack_checkout === checkoutId)
    .map(({ id, status }) => ({ id, status }));

/** A checkout whose customer has a session open. */
async function started(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  const { amount, currency } = checkout.total;
  const session = { kind: "payment_intent", stripeId: checkout.paymentIntentId } as const;
  return { ...checkout, record, terms: termsOf(checkout.id, { amount, currency }), session };
}

const termsOf = (checkoutId: string, { amount, currency }: { amount: number; currency: string }) => ({
  checkoutId,
  kind: "payment_intent" as const,
  captureMethod: "automatic" as const,
  amount,
  currency,
  params: { metadata: {} },
  quoteNumber: 1,
  descriptionHash: "of nothing",
  addressFromWallet: false,
  purchase: { items: [], email: null, cancelPath: "/cart", reservedUntil: new Date(0) },
});

/** A process was killed between Stripe's answer and the row: Stripe has the session, the books have not. */
async function killedBeforeRow(shop: TestShop) {
  const checkout = await started(shop);
  await shop.db.paymentSession.delete({ where: { stripeId: checkout.paymentIntentId } });
  return checkout;
}

test("opening twice makes one session, at Stripe and in the database", async ({ shop }) => {
  const { id, terms } = await killedBeforeRow(shop);
  await Promise.all([1, 2].map(() => openSession(shop, { ...terms, endedBefore: 0 })));
  const [{ stripeId } = { stripeId: "" }] = await sessionsOf(shop, id);
  expect(await sessionsOf(shop, id)).toMatchObject([{ stripeId, state: "open", endedAt: null }]);
  expect((await atStripe(shop, id)).filter((payment) => payment.id === stripeId)).toHaveLength(1);
  await openSession(shop, { ...terms, endedBefore: 0 });
  expect(await sessionsOf(shop, id)).toMatchObject([{ stripeId, state: "open", endedAt: null }]);
  expect(await atStripe(shop, id)).toHaveLength(2); // with the one that nobody recorded
});

test("two tabs open one with different details: one is kept, and the other can't be paid", async ({
  shop,
}) => {
  const { id, paymentIntentId, terms } = await started(shop);
  await openSession(shop, { ...terms, descriptionHash: "of other details", endedBefore: 0 });
  expect(await sessionsOf(shop, id)).toMatchObject([{ stripeId: paymentIntentId, state: "open" }]);
  const others = (await atStripe(shop, id)).filter((payment) => payment.id !== paymentIntentId);
  expect(others).toMatchObject([{ status: "canceled" }]);
});

test("killed between Stripe's answer and the row: opening again is the same session, and it can be asked and paid", async ({
  shop,
}) => {
  const { id, cartToken, paymentIntentId, clientSecret, session } = await killedBeforeRow(shop);
  const again = await pressPay(shop, { checkoutId: id, cartToken });
  expect(again).toMatchObject({ id, paymentIntentId, clientSecret });
  expect(await atStripe(shop, id)).toHaveLength(1);
  expect(await askSession(shop, session, "sync")).toMatchObject({
    checkoutId: id,
    status: "requires_payment_method",
  });
  await payAtStripe(shop, paymentIntentId);
  expect(await syncCheckout(shop, { checkoutId: id, track: "sync", thorough: false })).toBe("confirmed");
  expect(await sessionsOf(shop, id)).toMatchObject([{ state: "ended" }]);
});

test("killed between Stripe's answer and the row, and nobody comes back: nothing to ask, and the goods are free again", async ({
  shop,
}) => {
  const { id, record } = await killedBeforeRow(shop);
  expect(await syncCheckout(shop, { checkoutId: id, track: "sync", thorough: false })).toBeNull();
  await cancelCheckout(shop, { checkoutId: id });
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
});

/** Someone in this shop's database waits for a lock. */
async function somebodyWaits(shop: TestShop): Promise<boolean> {
  const [row] = await shop.db.$queryRaw<[{ waiting: boolean }]>`
    select exists (select from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock') as waiting`;
  return row.waiting;
}

test("a session that is recorded while its checkout is being ended keeps the checkout and its goods", async ({
  shop,
}) => {
  const { id, record, session, clientSecret } = await killedBeforeRow(shop);
  let ending: Promise<unknown> = Promise.resolve();
  await shop.db.$transaction(async (tx) => {
    await lockCheckout(tx, id);
    ending = cancelCheckout(shop, { checkoutId: id });
    await expect.poll(() => somebodyWaits(shop)).toBe(true);
    const row = {
      ...session,
      paymentIntentId: session.stripeId,
      checkoutId: id,
      quoteNumber: 1,
      addressFromWallet: false,
      clientSecret,
      ...{ pageUrl: null, expiresAt: null },
    };
    await insertOpenSession(tx, { ...row, descriptionHash: null, openedAt: shop.clock.now() });
  });
  await ending;
  expect(await sessionsOf(shop, id)).toMatchObject([{ state: "open" }]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 1 });
});

test("ending a session that was just paid answers the payment; one that was not can't be paid any more", async ({
  shop,
}) => {
  const paid = await started(shop);
  await payAtStripe(shop, paid.paymentIntentId);
  expect(await endSession(shop, { ...paid.session, captureMethod: "automatic" })).toMatchObject({
    status: "succeeded",
    checkoutId: paid.id,
  });
  const unpaid = await started(shop);
  expect(await endSession(shop, { ...unpaid.session, captureMethod: "automatic" })).toMatchObject({
    status: "canceled",
  });
  expect(await endSession(shop, { ...unpaid.session, captureMethod: "automatic" })).toMatchObject({
    status: "canceled",
  });
  await expect(payAtStripe(shop, unpaid.paymentIntentId)).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  expect(
    await endSession(shop, {
      kind: "payment_intent",
      stripeId: "pi_of_another_account",
      captureMethod: "automatic",
    }),
  ).toBeNull();
});

test("killed between Stripe's end and ours: the next one who ends it finishes it", async ({ shop }) => {
  const { id, record, session } = await started(shop);
  await endSession(shop, { ...session, captureMethod: "automatic" });
  expect(await sessionsOf(shop, id)).toMatchObject([{ state: "open" }]);
  await cancelCheckout(shop, { checkoutId: id });
  expect(await sessionsOf(shop, id)).toMatchObject([{ state: "ended" }]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
});

test("a checkout has one open session at most: a second one follows when the first has ended", async ({
  shop,
}) => {
  const { id, terms, session } = await started(shop);
  const row = { checkoutId: id, kind: "payment_intent", openedAt: shop.clock.now() } as const;
  await expect(
    shop.db.paymentSession.create({ data: { ...row, stripeId: `pi_second_of_${id}` } }),
  ).rejects.toThrow(/unique/i);
  await endSession(shop, { ...session, captureMethod: "automatic" });
  await transact(shop, "expiry", (unit) => recordSessionEnd(unit, { stripeId: session.stripeId }));
  shop.clock.advance(1_000);
  await openSession(shop, { ...terms, endedBefore: 1 });
  const [first, second] = await sessionsOf(shop, id);
  if (second === undefined) throw new Error("no second session");
  expect(first).toMatchObject({ ...session, state: "ended", endedAt: expect.any(Date) });
  expect(second).toMatchObject({ state: "open" });
  await expect(
    shop.db.paymentSession.update({
      where: { stripeId: session.stripeId },
      data: { state: "open", endedAt: null },
    }),
  ).rejects.toThrow();

  await payAtStripe(shop, second.stripeId);
  expect(await syncCheckout(shop, { checkoutId: id, track: "sync", thorough: false })).toBe("confirmed");
  expect(await shop.db.order.findUnique({ where: { checkoutId: id } })).toMatchObject({
    paymentIntentId: second.stripeId,
  });
});

test("a sync asks about the payment that took the money, too, though a later session was given up", async ({
  shop,
}) => {
  const { id: checkoutId, session, terms } = await started(shop);
  await payAtStripe(shop, session.stripeId);
  const sync = () => syncCheckout(shop, { checkoutId, track: "sync", thorough: false });
  expect(await sync()).toBe("confirmed");
  const { amount, currency } = terms;
  const later = await shop.stripe.paymentIntents.create({
    amount,
    currency,
    metadata: { dualtrack_checkout: checkoutId },
  });
  await endSession(shop, { kind: "payment_intent", stripeId: later.id, captureMethod: "automatic" });
  shop.clock.advance(1_000);
  const at = shop.clock.now();
  await shop.db.paymentSession.create({
    data: {
      checkoutId,
      kind: "payment_intent",
      stripeId: later.id,
      paymentIntentId: later.id,
      state: "ended",
      openedAt: at,
      endedAt: at,
    },
  });
  await shop.stripe.refunds.create({ payment_intent: session.stripeId, amount: 100 });
  expect(await sync()).toBe("confirmed");
  expect(
    await shop.db.payment.findMany({ where: { checkoutId }, orderBy: { amountRefunded: "asc" } }),
  ).toMatchObject([
    { paymentIntentId: later.id, status: "canceled" },
    { paymentIntentId: session.stripeId, status: "succeeded", amountRefunded: 100 },
  ]);
});

test("a checkout that has ended gets no session, and what Stripe opened for it can't be paid", async ({
  shop,
}) => {
  const { id, terms, session } = await started(shop);
  await cancelCheckout(shop, { checkoutId: id });
  await openSession(shop, { ...terms, endedBefore: 1 });
  expect(await sessionsOf(shop, id)).toMatchObject([{ stripeId: session.stripeId, state: "ended" }]);
  expect((await atStripe(shop, id)).map(({ status }) => status)).toEqual(["canceled", "canceled"]);
});

test("a session that is not its own payment is found and ended by the payment that is made with it", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const { id: checkoutId, paymentIntentId, clientSecret } = await readyToPay(shop, { [record]: 1 });
  const stripeId = `session_of_${paymentIntentId}`;
  await shop.db.paymentSession.update({ where: { paymentIntentId }, data: { stripeId } });
  await payAtStripe(shop, paymentIntentId);
  const { orderId } = await placeOrder(shop, { paymentIntentId, clientSecret });
  expect(await syncPayment(shop, { paymentIntentId, track: "sync" })).toBe("confirmed");
  expect(await sessionsOf(shop, checkoutId)).toMatchObject([{ stripeId, paymentIntentId, state: "ended" }]);
  expect(await shop.db.order.findUnique({ where: { id: orderId } })).toMatchObject({ state: "confirmed" });
});

test("a session that was paid is over, and one whose bank decides stays open", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const checkout = await readyToPay(shop, { [record]: 1 });
  await payAtStripe(shop, checkout.paymentIntentId, "pm_card_authenticationRequired");
  const sync = () => syncCheckout(shop, { checkoutId: checkout.id, track: "sync", thorough: false });
  expect(await sync()).toBe("waiting");
  expect(await sessionsOf(shop, checkout.id)).toMatchObject([{ state: "open" }]);
  await shop.outside.challenge(checkout.paymentIntentId, "complete");
  expect(await sync()).toBe("confirmed");
  expect(await sessionsOf(shop, checkout.id)).toMatchObject([{ state: "ended" }]);
});
