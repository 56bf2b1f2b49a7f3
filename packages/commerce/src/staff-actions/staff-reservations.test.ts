import {
  aResource,
  aService,
  manager as by,
  contact,
  fullHour,
  openTestShop,
  payAtStripe,
  readyToPay,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { addToCart } from "../cart/change-cart.ts";
import { expireCheckout, expireCheckouts } from "../checkout/end-checkout.ts";
import { extendReservation } from "../checkout/extend-reservation.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { prepareCheckout } from "../checkout/prepare-checkout.ts";
import { startCheckout } from "../checkout/start-checkout.ts";
import { newCartToken } from "../checkouts/cart-token.ts";
import {
  listHeldByCheckout,
  listHeldByProduct,
  listReservationHistory,
  reservationFigures,
} from "../inventory/reservations.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import type { Shop } from "../shop.ts";
import { checkoutName } from "../short-name.ts";
import { extendReservationByStaff } from "./extend-reservation-by-staff.ts";
import { releaseReservation } from "./release-reservation.ts";

const release = (shop: TestShop, checkoutId: string, reason = "The customer called", at: Shop = shop) =>
  releaseReservation(at, { checkoutId, reason, by });
const statusAtStripe = async (shop: TestShop, id: string) =>
  (await shop.stripe.paymentIntents.retrieve(id)).status;
const audited = (shop: TestShop, checkoutId: string) =>
  shop.db.auditEntry.findMany({ where: { subject: checkoutName(checkoutId) }, orderBy: { id: "asc" } });
const endOf = (shop: TestShop, id: string) =>
  shop.db.checkout.findUniqueOrThrow({
    where: { id },
    select: { state: true, endedBy: true, endedReason: true, expiresAt: true },
  });

/** A customer about to pay for the last record. */
async function lastRecord(shop: TestShop) {
  const record = await stockedVariant(shop, { onHand: 1 });
  return { record, ...(await readyToPay(shop, { [record]: 1 })) };
}

test("a release by staff cancels the payment at Stripe, frees the goods, and records who did it and why", async ({
  shop,
}) => {
  const { record, id, paymentIntentId, cartToken } = await lastRecord(shop);
  expect(await release(shop, id)).toEqual({ outcome: "released", orderNumber: null });

  expect(await statusAtStripe(shop, paymentIntentId)).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await endOf(shop, id)).toMatchObject({
    state: "cancelled",
    endedBy: "Manager",
    endedReason: "The customer called",
  });
  expect(await audited(shop, id)).toMatchObject([
    {
      action: "reservation.release",
      staffEmail: by.email,
      before: { held: [{ quantity: 1 }], customer: contact.email },
      after: { held: [], reason: "The customer called" },
    },
  ]);
  // The customer, whose page was open, is told what happened, and may begin again.
  await expect(
    prepareCheckout(shop, { checkoutId: id, quoteNumber: 1, cartToken, contact, shippingAddress }),
  ).rejects.toMatchObject({ code: "HOLD_RELEASED" });
  expect((await startCheckout(shop, { cartToken })).id).not.toBe(id);
});

test("a reservation whose payment is not open yet is released, too", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const { id } = await readyToPay(shop, { [record]: 1 });
  await shop.db.paymentSession.deleteMany({ where: { checkoutId: id } });
  expect(await release(shop, id)).toMatchObject({ outcome: "released" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await audited(shop, id)).toHaveLength(1);
});

test("concurrent and repeated releases are one release with one reason", async ({ shop }) => {
  const { record, id } = await lastRecord(shop);
  const outcomes = await Promise.all([release(shop, id, "one"), release(shop, id, "two")]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["released", "released"]);
  expect(await release(shop, id, "three")).toMatchObject({ outcome: "released" });
  expect(await audited(shop, id)).toHaveLength(1);
  expect((await endOf(shop, id)).endedReason).toMatch(/one|two/);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("paid a moment before the release: it becomes the order, and the answer says which", async ({
  shop,
}) => {
  const { record, id, paymentIntentId } = await lastRecord(shop);
  await payAtStripe(shop, paymentIntentId); // nobody has told us yet
  expect(await release(shop, id)).toMatchObject({
    outcome: "ordered",
    orderNumber: expect.stringMatching(/^DT-\d+$/),
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
  expect(await audited(shop, id)).toEqual([]);
  expect((await endOf(shop, id)).endedBy).toBeNull();
});

test("released a moment before paying: the bank is never asked, and nothing is charged", async ({ shop }) => {
  const { record, id, paymentIntentId, clientSecret } = await lastRecord(shop);
  await release(shop, id);
  await expect(payAtStripe(shop, paymentIntentId)).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  await expect(placeOrder(shop, { paymentIntentId, clientSecret })).rejects.toMatchObject({
    code: "HOLD_EXPIRED",
  });
  await runJobs(shop);
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
});

test("released while the customer pays: it is sold or free, never both, whoever comes first", async ({
  shop,
}) => {
  for (let round = 0; round < 5; round += 1) {
    const { record, id, paymentIntentId } = await lastRecord(shop);
    const [paid, released] = await Promise.allSettled([
      payAtStripe(shop, paymentIntentId).then(() => syncPayment(shop, { paymentIntentId, track: "sync" })),
      release(shop, id),
    ]);
    expect(released.status).toBe("fulfilled");
    const outcome = released.status === "fulfilled" ? released.value.outcome : "";
    expect([paid.status, outcome]).toEqual(
      paid.status === "fulfilled" ? ["fulfilled", "ordered"] : ["rejected", "released"],
    );
    const sold = outcome === "ordered" ? 1 : 0;
    expect(await stockOf(shop, record)).toEqual({ onHand: 1 - sold, reserved: 0 });
  }
});

test("paid for goods that are sold out: the money is refunded, and the answer says so", async ({ shop }) => {
  const { record, id, paymentIntentId } = await lastRecord(shop);
  await payAtStripe(shop, paymentIntentId);
  // The reservation was lost behind our back, and somebody else has the record.
  await shop.db.$executeRaw`select end_reservations(${id}::uuid, 'expired', now())`;
  await readyToPay(shop, { [record]: 1 });
  expect(await release(shop, id)).toMatchObject({ outcome: "given_back" });
  await runJobs(shop);
  expect((await shop.stripe.refunds.list({ payment_intent: paymentIntentId })).data).toHaveLength(1);
  expect(await audited(shop, id)).toEqual([]);
});

test("while the bank decides, the release is refused and the goods stay reserved", async ({ shop }) => {
  const { record, id, paymentIntentId } = await lastRecord(shop);
  const intent = await shop.stripe.paymentIntents.retrieve(paymentIntentId);
  const { stripe } = shop;
  const paymentIntents = Object.assign(Object.create(stripe.paymentIntents), {
    cancel: async () => ({ ...intent, status: "processing" }),
  });
  const deciding: Shop = {
    ...shop,
    stripe: Object.create(stripe, { paymentIntents: { value: paymentIntents } }),
  };
  await expect(release(shop, id, "why", deciding)).rejects.toMatchObject({
    code: "HOLD_NOT_RELEASED",
    details: { because: "bank_is_deciding" },
  });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  expect(await audited(shop, id)).toEqual([]);
});

test("Stripe is down: the release is refused, nothing has changed, and the customer can still pay", async ({
  shop,
}) => {
  const { record, id, paymentIntentId, expiresAt } = await lastRecord(shop);
  await shop.outside.fault({ kind: "api", action: "error", path: "/v1/payment_intents/*/cancel" });
  await expect(release(shop, id)).rejects.toMatchObject({
    code: "HOLD_NOT_RELEASED",
    details: { because: "stripe_unavailable" },
  });
  await shop.outside.noFaults();
  shop.log.expectErrors(/a reservation could not be released by hand/);
  expect(await endOf(shop, id)).toEqual({
    state: "paying",
    endedBy: null,
    endedReason: null,
    expiresAt: new Date(expiresAt),
  });
  expect(await audited(shop, id)).toEqual([]);
  await payAtStripe(shop, paymentIntentId);
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 0, reserved: 0 });
});

test("Stripe's answer is lost: the goods stay reserved, and a retry releases them", async ({ shop }) => {
  const { record, id, paymentIntentId } = await lastRecord(shop);
  const path = "/v1/payment_intents/*/cancel";
  await shop.outside.fault({ kind: "api", action: "error", when: "after", sticky: true, path });
  await expect(release(shop, id)).rejects.toMatchObject({ code: "HOLD_NOT_RELEASED" });
  await shop.outside.noFaults();
  shop.log.expectErrors(/a reservation could not be released by hand/);
  expect(await statusAtStripe(shop, paymentIntentId)).toBe("canceled");
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });

  expect(await release(shop, id)).toMatchObject({ outcome: "released" });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 0 });
  expect(await audited(shop, id)).toHaveLength(1);
});

test("a checkout that has ended before is reported as ended, without a member of staff", async ({ shop }) => {
  const { id } = await lastRecord(shop);
  await shop.db.checkout.update({ where: { id }, data: { expiresAt: new Date(0) } });
  await expireCheckouts(shop);
  expect(await release(shop, id)).toEqual({ outcome: "over", orderNumber: null });
  expect(await audited(shop, id)).toEqual([]);
  await expect(release(shop, "00000000-0000-7000-8000-000000000000")).rejects.toMatchObject({
    code: "CHECKOUT_NOT_FOUND",
  });
});

test("staff extend a reservation beyond the customer's limit; a repeated request extends once, and the job is rescheduled", async ({
  shop,
}) => {
  const { record, id, cartToken, expiresAt } = await lastRecord(shop);
  await shop.db.checkout.update({ where: { id }, data: { extensions: 3 } });
  await expect(extendReservation(shop, { checkoutId: id, cartToken })).rejects.toMatchObject({
    code: "HOLD_EXTENSION_LIMIT",
  });
  const extend = () =>
    extendReservationByStaff(shop, { checkoutId: id, seenExpiresAt: expiresAt, minutes: 60, by });
  const until = new Date(Date.parse(expiresAt) + 60 * 60_000);
  expect(await Promise.all([extend(), extend()])).toEqual([
    { expiresAt: until.toISOString() },
    { expiresAt: until.toISOString() },
  ]);
  expect(await audited(shop, id)).toMatchObject([
    { action: "reservation.extend", before: { heldUntil: expiresAt }, after: { minutes: 60 } },
  ]);
  const [job] = await shop.db.$queryRaw<{ run_at: Date }[]>`
    select run_at from graphile_worker.jobs where key = ${`expire:${id}`}`;
  expect(job?.run_at).toEqual(until);

  await expireCheckout(shop, { checkoutId: id });
  expect(await endOf(shop, id)).toMatchObject({ state: "paying", expiresAt: until });
  expect(await stockOf(shop, record)).toEqual({ onHand: 1, reserved: 1 });
  await release(shop, id);
  await expect(extend()).rejects.toMatchObject({ code: "HOLD_RELEASED" });
});

test("a declined card does not shorten an extension by staff", async ({ shop }) => {
  const { id, paymentIntentId, clientSecret, expiresAt } = await lastRecord(shop);
  const { expiresAt: promised } = await extendReservationByStaff(shop, {
    checkoutId: id,
    seenExpiresAt: expiresAt,
    minutes: 240,
    by,
  });
  await placeOrder(shop, { paymentIntentId, clientSecret });
  expect((await endOf(shop, id)).expiresAt.toISOString()).toBe(promised);
  await payAtStripe(shop, paymentIntentId, "pm_card_chargeDeclined").catch(() => {});
  expect(await syncPayment(shop, { paymentIntentId, track: "sync" })).toBe("unpaid");
  expect((await endOf(shop, id)).expiresAt.toISOString()).toBe(promised);
  await release(shop, id);
});

test("staff see reservations by checkout with customer and goods, and by product with units and end", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 9, price: 1_500 });
  const [one, two] = [await readyToPay(shop, { [record]: 2 }), await readyToPay(shop, { [record]: 3 })];
  const { checkouts, total, serverNow } = await listHeldByCheckout(shop, { variantId: record });
  expect(total).toBe(2);
  expect(Math.abs(Date.parse(serverNow) - shop.clock.now().getTime())).toBeLessThan(5_000);
  expect(checkouts).toMatchObject([
    { id: one.id, customer: { email: contact.email }, state: "paying", units: 2, value: { amount: 3_000 } },
    { id: two.id, lines: [{ variantId: record, quantity: 3 }], extensions: { used: 0, most: 3 } },
  ]);
  const product = (await listHeldByProduct(shop)).variants.find(({ variantId }) => variantId === record);
  expect(product).toMatchObject({
    held: 5,
    checkouts: 2,
    onHand: 9,
    value: { amount: 7_500, currency: "eur" },
    firstEndsAt: one.expiresAt,
  });
});

test("history shows every ended reservation once, page by page, with who ended it", async ({ shop }) => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listReservationHistory(shop, { limit: 3, cursor });
    seen.push(...page.reservations.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const ended = await shop.db.reservation.count({ where: { endedAt: { not: null } } });
  expect(new Set(seen).size).toBe(ended);
  expect(seen).toHaveLength(ended);

  const nonsense = `999999999999999.${"-".repeat(36)}.${"-".repeat(36)}`;
  await expect(listReservationHistory(shop, { limit: 1, cursor: nonsense })).rejects.toMatchObject({
    code: "CURSOR_INVALID",
  });
  const committed = await listReservationHistory(shop, { states: ["committed"], limit: 100 });
  expect(committed.reservations.length).toBeGreaterThan(0);
  for (const { state, orderNumber } of committed.reservations)
    expect([state, orderNumber]).toEqual(["committed", expect.stringMatching(/^DT-/)]);
  const { record, id } = await lastRecord(shop);
  await release(shop, id, "A test");
  const { sku } = await shop.db.variant.findUniqueOrThrow({ where: { id: record } });
  expect((await listReservationHistory(shop, { q: sku, limit: 5 })).reservations).toMatchObject([
    { state: "released", ended: { by: "Manager", reason: "A test" }, customer: { email: contact.email } },
  ]);
  expect((await listReservationHistory(shop, { to: "2000-01-01", limit: 5 })).reservations).toEqual([]);
});

test("the figures count each reservation that ended once, and say nothing about a period without any", async () => {
  await using quiet = await openTestShop();
  expect(await reservationFigures(quiet, { period: "24h" })).toMatchObject({
    held: { units: 0, values: [] },
    ended: 0,
    expiryRate: null,
    conversionRate: null,
  });
  const record = await stockedVariant(quiet, { onHand: 9, price: 1_000 });
  const [paid, expired, released] = [
    await readyToPay(quiet, { [record]: 1 }),
    await readyToPay(quiet, { [record]: 1 }),
    await readyToPay(quiet, { [record]: 1 }),
  ];
  await payAtStripe(quiet, paid.paymentIntentId);
  await syncPayment(quiet, { paymentIntentId: paid.paymentIntentId, track: "sync" });
  await quiet.db.checkout.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
  await expireCheckouts(quiet);
  await releaseReservation(quiet, { checkoutId: released.id, reason: "why", by });
  await readyToPay(quiet, { [record]: 2 });
  expect(await reservationFigures(quiet, { period: "24h" })).toEqual({
    held: { units: 2, checkouts: 1, values: [{ amount: 2_000, currency: "eur" }] },
    ended: 3,
    ordered: 1,
    expired: 1,
    released: 1,
    expiryRate: 1 / 3,
    conversionRate: 1 / 3,
  });
});

test("afterwards the ledger audit finds no violation", async ({ shop }) => {
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("held time is listed beside held stock, with its room, and is free once staff release it", async () => {
  await using shop = await openTestShop();
  const resourceId = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [resourceId], price: 4_000 });
  const record = await stockedVariant(shop, { onHand: 3, price: 2_000 });
  const { name: room } = await shop.db.resource.findUniqueOrThrow({ where: { id: resourceId } });
  const at = (hours: number) => fullHour(shop, hours);
  const hold = async (...hours: number[]) => {
    const token = newCartToken();
    for (const hour of hours) await addToCart(shop, { token, variantId, quantity: 1, startsAt: at(hour) });
    return { token, start: () => startCheckout(shop, { cartToken: token }) };
  };
  const mixed = await hold(0, 1);
  await addToCart(shop, { token: mixed.token, variantId: record, quantity: 2 });
  const { id } = await mixed.start();
  await (await hold(2)).start();

  const { total, checkouts } = await listHeldByCheckout(shop, {});
  expect(total).toBe(2);
  const time = (hour: number) => ({
    ...{ startsAt: at(hour).toISOString(), endsAt: at(hour + 1).toISOString(), room },
  });
  expect(checkouts.find((checkout) => checkout.id === id)).toMatchObject({
    ...{ units: 4, value: { amount: 12_000, currency: "eur" } },
    lines: [
      { variantId, quantity: 1, time: time(0) },
      { variantId, quantity: 1, time: time(1) },
      { variantId: record, quantity: 2, time: null },
    ],
  });
  expect((await listHeldByCheckout(shop, { variantId })).total).toBe(2);
  expect((await listHeldByCheckout(shop, { variantId: record })).total).toBe(1);
  expect((await listHeldByProduct(shop)).variants).toMatchObject([
    { variantId, held: 3, checkouts: 2, onHand: null, value: { amount: 12_000 } },
    { variantId: record, held: 2, checkouts: 1, onHand: 3, value: { amount: 4_000 } },
  ]);
  expect((await reservationFigures(shop, { period: "24h" })).held).toEqual({
    ...{ units: 5, checkouts: 2, values: [{ amount: 16_000, currency: "eur" }] },
  });

  expect(await release(shop, id)).toEqual({ outcome: "released", orderNumber: null });
  expect((await listHeldByCheckout(shop, {})).total).toBe(1);
  // What has ended is there page by page, stock and time as it ended, and with the words by which it is filtered.
  const seen: { title: string; time: unknown; state: string }[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const history = await listReservationHistory(shop, { limit: 1, cursor });
    seen.push(...history.reservations.map(({ title, time: at, state }) => ({ title, time: at, state })));
    cursor = history.nextCursor ?? undefined;
  }
  expect(seen).toHaveLength(3);
  expect(seen.map(({ time: at }) => at)).toEqual(expect.arrayContaining([time(0), time(1), null]));
  expect(new Set(seen.map(({ state }) => state))).toEqual(new Set(["released"]));
  expect((await listReservationHistory(shop, { limit: 9, states: ["committed"] })).reservations).toEqual([]);
  await (await hold(0, 1)).start(); // free for others
  expect((await listHeldByProduct(shop)).variants).toMatchObject([{ variantId, held: 3, checkouts: 2 }]);
});
