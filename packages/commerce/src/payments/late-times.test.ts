import { randomUUID } from "node:crypto";
import {
  aResource,
  aService,
  manager as by,
  contact,
  dieAtStatement,
  dumpShop,
  fullHour,
  openPayment,
  openTestShop,
  payAtStripe,
  restoreShop,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import {
  addToCart,
  auditLedger,
  getOrder,
  markDelivered,
  newCartToken,
  shipOrder,
  startCheckout,
} from "../index.ts";
import { syncPayment } from "./sync-payment.ts";

interface Wanted {
  variantId: string;
  startsAt?: Date;
}

async function begin(shop: TestShop, ...wanted: Wanted[]) {
  const cartToken = newCartToken();
  for (const item of wanted) await addToCart(shop, { token: cartToken, quantity: 1, ...item });
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
  return { checkoutId, cartToken, quoteNumber };
}

/** A payment of which nobody hears before its reservation has ended. */
async function paidLate(
  shop: TestShop,
  { keepsRestIfLate }: { keepsRestIfLate?: boolean },
  ...wanted: Wanted[]
) {
  const begun = await begin(shop, ...wanted);
  const { payment } = await openPayment(shop, { ...begun, contact, shippingAddress, keepsRestIfLate });
  await payAtStripe(shop, payment.paymentIntentId);
  const { checkoutId } = begun;
  await shop.db.$executeRaw`select release_bookings(${checkoutId}::uuid, 'expired', now())::text`;
  await shop.db.$executeRaw`select end_reservations(${checkoutId}::uuid, 'expired', now())`;
  const { paymentIntentId } = payment;
  return { checkoutId, paymentIntentId, settle: () => syncPayment(shop, { paymentIntentId, track: "sync" }) };
}

/** A record of 24.00 and an hour of 40.00 in a room of its own. */
async function recordAndHour(shop: TestShop, { records = 5 } = {}) {
  const record = await stockedVariant(shop, { onHand: records });
  const service = await aService(shop, { resourceIds: [await aResource(shop)] });
  return { record, service };
}

const orderOf = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { checkoutId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
const bookingStates = async (shop: TestShop, checkoutId: string) =>
  (await shop.db.booking.findMany({ where: { checkoutId }, orderBy: { position: "asc" } })).map(
    ({ state }) => state,
  );
const refundsOf = (shop: TestShop, paymentIntentId: string) =>
  shop.db.refund.findMany({ where: { paymentIntentId }, include: { lines: true } });

test("a payment that comes when its time is taken: its customer keeps the rest if they chose that, and gets that line's money back", async ({
  shop,
}) => {
  const { record, service } = await recordAndHour(shop);
  const startsAt = fullHour(shop, 1);
  const late = await paidLate(
    shop,
    { keepsRestIfLate: true },
    { variantId: record },
    { variantId: service, startsAt },
  );
  await begin(shop, { variantId: service, startsAt });
  expect(await late.settle()).toBe("confirmed");
  expect(await late.settle()).toBe("confirmed");
  expect(await bookingStates(shop, late.checkoutId)).toEqual(["cancelled"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });

  const order = await orderOf(shop, late.checkoutId);
  const [recordLine, hourLine] = order.lines;
  const refunds = await refundsOf(shop, late.paymentIntentId);
  expect(refunds).toMatchObject([
    {
      amount: 4_000,
      reason: "out_of_stock",
      lines: [{ orderLineId: hourLine?.id, quantity: 1, restock: false }],
    },
  ]);
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
  const intent = await shop.stripe.paymentIntents.retrieve(late.paymentIntentId, {
    expand: ["latest_charge"],
  });
  expect(intent.latest_charge).toMatchObject({ amount: order.totalAmount, amount_refunded: 4_000 });

  const view = await getOrder(shop, { orderId: order.id });
  expect(view).toMatchObject({
    ...{ state: "confirmed", paymentState: "partially_refunded", fulfilmentState: "unfulfilled" },
    lines: [{ booking: null }, { booking: { isFreed: true, isTooLate: true }, refundedQuantity: 1 }],
  });
  expect(view.timeline.map(({ kind }) => kind)).toContain("booking_too_late");
  const mails = await shop.db.mail.findMany({ where: { orderId: order.id }, orderBy: { createdAt: "asc" } });
  expect(mails.map(({ kind }) => kind).sort()).toEqual(["order_confirmed", "refund_sent"]);
  const confirmation = mails.find(({ kind }) => kind === "order_confirmed");
  const text = confirmation?.text.replaceAll(/\s+/g, " ");
  expect(text).toContain("was not free any more when your payment arrived");
  expect(text).toContain("We are returning €40.00");
  expect(text).toContain("(not booked)");
  expect(confirmation?.calendars).toEqual([]);

  const shipped = await shipOrder(shop, {
    ...{
      orderId: order.id,
      requestId: randomUUID(),
      carrier: "DHL",
      trackingNumber: null,
      trackingUrl: null,
      tellCustomer: false,
      by,
    },
    lines: [{ orderLineId: recordLine?.id ?? "", quantity: 1 }],
  });
  await markDelivered(shop, { shipmentId: shipped.shipmentId, tellCustomer: false, by });
  expect((await orderOf(shop, late.checkoutId)).state).toBe("completed");
});

test("of two times the one that is still free is booked; without any, or without the goods, all money goes back", async ({
  shop,
}) => {
  const { record, service } = await recordAndHour(shop);
  const hours = [fullHour(shop, 1), fullHour(shop, 2)] as const;
  const taken = { variantId: service, startsAt: hours[0] };
  const free = { variantId: service, startsAt: hours[1] };

  const one = await paidLate(shop, { keepsRestIfLate: true }, taken, free);
  const none = await paidLate(shop, { keepsRestIfLate: true }, taken);
  const last = await stockedVariant(shop, { onHand: 1 });
  const soldOut = await paidLate(shop, { keepsRestIfLate: true }, taken, { variantId: last });
  const allOrNothing = await paidLate(shop, {}, taken, { variantId: record });
  await begin(shop, taken, { variantId: last });

  expect(await one.settle()).toBe("confirmed");
  expect(await bookingStates(shop, one.checkoutId)).toEqual(["cancelled", "confirmed"]);
  expect(await refundsOf(shop, one.paymentIntentId)).toMatchObject([{ amount: 4_000 }]);
  const order = await orderOf(shop, one.checkoutId);
  const { calendars } = await shop.db.mail.findFirstOrThrow({
    where: { orderId: order.id, kind: "order_confirmed" },
  });
  expect(calendars).toHaveLength(1);
  expect(calendars[0]?.match(/BEGIN:VEVENT/g)).toHaveLength(1);

  for (const { settle, checkoutId, paymentIntentId } of [none, soldOut, allOrNothing]) {
    expect(await settle()).toBe("refund_due");
    const { totalAmount, state } = await orderOf(shop, checkoutId);
    expect(state).toBe("cancelled");
    expect(await refundsOf(shop, paymentIntentId)).toMatchObject([{ amount: totalAmount, lines: [] }]);
    expect(await bookingStates(shop, checkoutId)).toEqual(["expired"]);
  }
  expect(await stockOf(shop, record)).toEqual({ onHand: 5, reserved: 0 });
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a database that was restored from a dump of before the refund has it once", async () => {
  await using shop = await openTestShop();
  const { record, service } = await recordAndHour(shop);
  const startsAt = fullHour(shop, 1);
  const { paymentIntentId, settle } = await paidLate(
    shop,
    { keepsRestIfLate: true },
    { variantId: record },
    { variantId: service, startsAt },
  );
  await begin(shop, { variantId: service, startsAt });
  const dump = await dumpShop(shop);
  expect(await settle()).toBe("confirmed");
  await runJobs(shop);
  await using restored = await restoreShop(shop, dump);
  expect(await syncPayment(restored, { paymentIntentId, track: "sync" })).toBe("confirmed");
  await runJobs(restored);
  expect(await refundsOf(restored, paymentIntentId)).toMatchObject([{ amount: 4_000, state: "succeeded" }]);
  const intent = await restored.stripe.paymentIntents.retrieve(paymentIntentId, {
    expand: ["latest_charge"],
  });
  expect(intent.latest_charge).toMatchObject({ amount_refunded: 4_000 });
  expect((await auditLedger(restored)).violations).toEqual([]);
});

test("a process dies at any statement while the rest is settled: all of it or nothing, and the next try ends it", async ({
  shop,
}) => {
  const { record, service } = await recordAndHour(shop, { records: 10 });
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  console.info(`SEED=${seed}`);
  let at = 0;
  const dying = async (nth: number) => {
    at += 1;
    const startsAt = fullHour(shop, at);
    const late = await paidLate(
      shop,
      { keepsRestIfLate: true },
      { variantId: record },
      { variantId: service, startsAt },
    );
    await begin(shop, { variantId: service, startsAt });
    const { onHand } = await stockOf(shop, record);
    const step = (one: Parameters<typeof syncPayment>[0]) =>
      syncPayment(one, { paymentIntentId: late.paymentIntentId, track: "webhook" });
    const count = await dieAtStatement(
      shop,
      { nth, when: (nth + seed) % 2 === 0 ? "before" : "after" },
      step,
    );
    const [state] = await bookingStates(shop, late.checkoutId);
    const refunds = await refundsOf(shop, late.paymentIntentId);
    const sold = onHand - (await stockOf(shop, record)).onHand;
    expect([sold, refunds.length, state]).toEqual(
      state === "expired" ? [0, 0, "expired"] : [1, 1, "cancelled"],
    );
    expect(await step(shop)).toBe("confirmed");
    expect(await refundsOf(shop, late.paymentIntentId)).toMatchObject([{ amount: 4_000 }]);
    return count;
  };
  const statements = await dying(Number.POSITIVE_INFINITY);
  for (let death = 0; death < 4; death += 1)
    await dying(1 + Math.floor((death * statements + (seed % statements)) / 4));
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});
