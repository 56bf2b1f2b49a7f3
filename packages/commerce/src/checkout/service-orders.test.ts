import { randomUUID } from "node:crypto";
import { exportOrdersInput, listOrdersInput } from "@dualtrack/contract";
import {
  aResource,
  aService,
  manager as by,
  contact,
  digitalVariant,
  fullHour,
  openPayment,
  openTestShop,
  payAtStripe,
  runJobs,
  shippingAddress,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { dayOf, inZone, startOfDay } from "../day-in-zone.ts";
import {
  addToCart,
  auditLedger,
  blockResource,
  cancelOrder,
  countOrders,
  exportOrders,
  getCart,
  getOrder,
  getOrderForStaff,
  listBookings,
  listOrders,
  listSlots,
  markDelivered,
  newCartToken,
  placeOrder,
  refundOrder,
  setCartLine,
  shipOrder,
  startCheckout,
} from "../index.ts";
import { spanText } from "../notifications/mail-times.ts";
import { syncPayment } from "../payments/sync-payment.ts";

interface Wanted {
  variantId: string;
  startsAt?: Date;
  quantity?: number;
}

async function cartOf(shop: TestShop, ...wanted: Wanted[]): Promise<string> {
  const token = newCartToken();
  for (const { quantity = 1, ...item } of wanted) await addToCart(shop, { token, quantity, ...item });
  return token;
}

async function pay(
  shop: TestShop,
  cartToken: string,
  addresses: Pick<Parameters<typeof openPayment>[1], "shippingAddress" | "billing"> = { shippingAddress },
) {
  const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
  const { payment } = await openPayment(shop, {
    ...{ checkoutId, cartToken, quoteNumber, contact, ...addresses },
  });
  await payAtStripe(shop, payment.paymentIntentId);
  const { orderId } = await placeOrder(shop, payment);
  return { ...payment, checkoutId, orderId };
}

async function buyNow(shop: TestShop, ...wanted: Wanted[]) {
  const paid = await pay(shop, await cartOf(shop, ...wanted));
  await syncPayment(shop, { paymentIntentId: paid.paymentIntentId, track: "sync" });
  return paid;
}

const orderOf = (shop: TestShop, id: string) =>
  shop.db.order.findUniqueOrThrow({
    where: { id },
    include: { lines: { orderBy: { position: "asc" } } },
  });
const bookingsOf = (shop: TestShop, checkoutId: string) =>
  shop.db.booking.findMany({ where: { checkoutId }, orderBy: { position: "asc" } });

async function slotAt(shop: TestShop, variantId: string, startsAt: Date, cartToken = newCartToken()) {
  const { slots } = await listSlots(shop, { cartToken, variantId, quantity: 1 });
  return slots.find((slot) => slot.startsAt === startsAt.toISOString());
}

/** Runs the jobs that are due by the shop's clock. */
async function runDueJobs(shop: TestShop) {
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where run_at <= ${shop.clock.now()}), run_at := now())`;
  await runJobs(shop);
}

test("two hours and a record are one cart, one payment and one order; the time is the customer's from the checkout on", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 4_000 });
  const record = await stockedVariant(shop, { onHand: 2, price: 2_000 });
  const [one, two] = [fullHour(shop, 1), fullHour(shop, 2)];
  const lines = [{ variantId, startsAt: one }, { variantId, startsAt: two }, { variantId: record }];
  const cartToken = await cartOf(shop, ...lines);
  expect(await getCart(shop, { token: cartToken })).toMatchObject({
    subtotal: { amount: 10_000 },
    lines: [
      {
        kind: "service",
        startsAt: one.toISOString(),
        endsAt: two.toISOString(),
        problem: null,
        maxQuantity: 1,
      },
      { kind: "service", startsAt: two.toISOString() },
      { kind: "physical", startsAt: null, endsAt: null },
    ],
  });
  expect(await slotAt(shop, variantId, one)).toMatchObject({ isFree: true });
  await startCheckout(shop, { cartToken });
  expect(await slotAt(shop, variantId, one)).toMatchObject({ isFree: false });
  expect(await slotAt(shop, variantId, one, cartToken)).toMatchObject({ isFree: true }); // their own
  expect((await getCart(shop, { token: cartToken })).lines.map(({ problem }) => problem)).toEqual([
    null,
    null,
    null,
  ]);

  const { paymentIntentId, orderId, checkoutId } = await pay(shop, cartToken);
  for (const _ of ["once", "again"]) await syncPayment(shop, { paymentIntentId, track: "sync" });
  expect(await orderOf(shop, orderId)).toMatchObject({
    ...{ state: "confirmed", fulfilmentState: "unfulfilled" },
    lines: [{ startsAt: one }, { startsAt: two }, { startsAt: null }],
  });
  expect((await bookingsOf(shop, checkoutId)).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("an order of time alone waits for nobody's work, and is complete when the last hour has taken place", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const [one, two] = [fullHour(shop, 1), fullHour(shop, 4)];
  const { orderId } = await buyNow(shop, { variantId, startsAt: one }, { variantId, startsAt: two });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "confirmed", fulfilmentState: "not_required" });
  const moveTo = (at: Date) => shop.clock.advance(at.getTime() - shop.clock.now().getTime());
  moveTo(new Date(one.getTime() + 61 * 60_000));
  await runDueJobs(shop);
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "confirmed" });
  moveTo(new Date(two.getTime() + 61 * 60_000));
  await runDueJobs(shop);
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "completed", fulfilmentState: "delivered" });
});

test("the orders' CSV has the country of whoever pays for time alone, and when and where it is, on the shop's clocks", async () => {
  await using utc = await openTestShop();
  const shop = { ...utc, settings: { ...utc.settings, timeZone: "Asia/Kolkata" } };
  const resourceId = await aResource(shop);
  const { name: room } = await shop.db.resource.findUniqueOrThrow({ where: { id: resourceId } });
  const variantId = await aService(shop, { resourceIds: [resourceId] });
  const [one, two] = [fullHour(shop, 0.5), fullHour(shop, 4.5)]; // a full hour there
  const cartToken = await cartOf(shop, { variantId, startsAt: two }, { variantId, startsAt: one });
  await pay(shop, cartToken, {
    shippingAddress: null,
    billing: { name: "Ada Byron", address: { country: "DE" } },
  });
  const record = await stockedVariant(shop, { onHand: 1 });
  shop.clock.advance(60_000);
  await pay(shop, await cartOf(shop, { variantId: record }));
  let csv = "";
  for await (const part of await exportOrders(shop, { ...exportOrdersInput.parse({ sort: "oldest" }), by }))
    csv += part;
  const [header = [], ...rows] = csv.split("\r\n").map((line) => line.split(","));
  const booked = header.indexOf("booked_times");
  expect(header.slice(booked, booked + 3)).toEqual(["booked_times", "booked_until", "booked_rooms"]);
  const hourMs = 60 * 60_000;
  const inKolkata = (at: Date, later = 0) =>
    `${new Date(at.getTime() + (5.5 + later) * hourMs).toISOString().slice(0, 16)}+05:30`;
  expect(
    rows.slice(0, 2).map((row) => [row[header.indexOf("country")], ...row.slice(booked, booked + 3)]),
  ).toEqual([
    [
      "DE",
      `${inKolkata(one)}; ${inKolkata(two)}`,
      `${inKolkata(one, 1)}; ${inKolkata(two, 1)}`,
      `${room}; ${room}`,
    ],
    ["AT", "", "", ""],
  ]);
});

test("orders are found by the days on which their time begins on the shop's clocks, as it is now", async () => {
  await using utc = await openTestShop();
  const shop = { ...utc, settings: { ...utc.settings, timeZone: "Asia/Kolkata" } };
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const dayMs = 24 * 60 * 60_000;
  const midnight = startOfDay(
    dayOf(new Date(shop.clock.now().getTime() + 2 * dayMs), "Asia/Kolkata"),
    "Asia/Kolkata",
  );
  const [before, first] = [new Date(midnight.getTime() - 60 * 60_000), midnight];
  const eve = await buyNow(shop, { variantId, startsAt: before });
  const morning = await buyNow(
    shop,
    { variantId, startsAt: first },
    { variantId, startsAt: new Date(midnight.getTime() + dayMs) },
  );
  await buyNow(shop, { variantId: await stockedVariant(shop, { onHand: 1 }) });
  const day = (days: number) => dayOf(new Date(midnight.getTime() + days * dayMs), "Asia/Kolkata");
  const found = async (bookedFrom: string | undefined, bookedTo: string | undefined) => {
    const { orders } = await listOrders(
      shop,
      listOrdersInput.parse({ bookedFrom, bookedTo, sort: "oldest" }),
    );
    expect(await countOrders(shop, { bookedFrom, bookedTo })).toBe(orders.length);
    times = orders.map(({ booked }) => booked);
    return orders.map(({ id }) => id);
  };
  let times: string[][] = [];
  expect(await found(day(-1), day(-1))).toEqual([eve.orderId]);
  expect(await found(day(0), day(0))).toEqual([morning.orderId]);
  expect(times).toEqual([[first.toISOString()]]); // of the days that are asked for
  expect(await found(day(1), undefined)).toEqual([morning.orderId]);
  expect(await found(undefined, day(5))).toEqual([eve.orderId, morning.orderId]); // once, with two bookings
  expect(times.map(({ length }) => length)).toEqual([1, 2]);
  expect(await found(day(2), day(5))).toEqual([]);
  await cancelOrder(shop, {
    ...{ orderId: eve.orderId, requestId: randomUUID(), note: "Closed", by },
  });
  await runJobs(shop);
  expect(await found(day(-1), day(-1))).toEqual([]);
});

test("a record and an hour: the order is complete when both are, whichever is first", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const record = await stockedVariant(shop, { onHand: 2 });
  const startsAt = fullHour(shop, 1);
  const { orderId } = await buyNow(shop, { variantId, startsAt }, { variantId: record });
  const [, line] = (await orderOf(shop, orderId)).lines;
  const shipment = {
    orderId,
    requestId: randomUUID(),
    carrier: "DHL",
    trackingNumber: null,
    trackingUrl: null,
    tellCustomer: false,
    by,
  };
  const { shipmentId } = await shipOrder(shop, {
    ...shipment,
    lines: [{ orderLineId: line?.id ?? "", quantity: 1 }],
  });
  await markDelivered(shop, { shipmentId, tellCustomer: false, by });
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "confirmed", fulfilmentState: "delivered" });
  shop.clock.advance(startsAt.getTime() + 61 * 60_000 - shop.clock.now().getTime());
  await runDueJobs(shop);
  expect(await orderOf(shop, orderId)).toMatchObject({ state: "completed", fulfilmentState: "delivered" });
});

test("whose time was taken meanwhile is told which one, and pays nothing", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, 1);
  const slow = await cartOf(shop, { variantId, startsAt }, { variantId, startsAt: fullHour(shop, 5) });
  await startCheckout(shop, { cartToken: await cartOf(shop, { variantId, startsAt }) });
  const taken = { variantId, startsAt: startsAt.toISOString(), requested: 1, available: 0 };
  await expect(startCheckout(shop, { cartToken: slow })).rejects.toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [taken] },
  });
  expect((await getCart(shop, { token: slow })).lines.map(({ problem }) => problem)).toEqual([
    "sold_out",
    null,
  ]);
  await expect(cartOf(shop, { variantId, startsAt })).rejects.toMatchObject({ details: { lines: [taken] } });
  await setCartLine(shop, { token: slow, variantId, startsAt, quantity: 0 });
  await startCheckout(shop, { cartToken: slow });
});

test("time needs a time, and goods have none", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const record = await stockedVariant(shop, { onHand: 2 });
  await expect(cartOf(shop, { variantId })).rejects.toMatchObject({
    code: "BOOKING_TIME_MISMATCH",
    details: { isBookable: true },
  });
  await expect(cartOf(shop, { variantId: record, startsAt: fullHour(shop, 1) })).rejects.toMatchObject({
    code: "BOOKING_TIME_MISMATCH",
    details: { isBookable: false },
  });
});

test("a time at which a service does not begin is no time that was taken, in the cart and at the checkout", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const odd = new Date(fullHour(shop, 1).getTime() + 60_000);
  const farAhead = fullHour(shop, 24 * 400);
  for (const startsAt of [odd, fullHour(shop, -48), farAhead])
    await expect(cartOf(shop, { variantId, startsAt })).rejects.toMatchObject({
      code: "BOOKING_TIME_NOT_OFFERED",
      details: { startsAt: startsAt.toISOString() },
    });
  const [soon, later] = [fullHour(shop, 1), fullHour(shop, 5)];
  const cartToken = await cartOf(shop, { variantId, startsAt: soon }, { variantId, startsAt: later });
  shop.clock.advance(soon.getTime() + 60_000 - shop.clock.now().getTime());
  const { lines } = await getCart(shop, { token: cartToken });
  expect(lines.map(({ problem }) => problem)).toEqual(["time_not_offered", null]);
  const refusal = await startCheckout(shop, { cartToken }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "OUT_OF_STOCK",
    details: { lines: [{ variantId, startsAt: soon.toISOString(), available: 0, isOffered: false }] },
  });
});

test("a payment that comes after its hold has the time if it is free; if not, all money goes back, the record's too", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const record = await stockedVariant(shop, { onHand: 5 });
  const late = async (startsAt: Date) => {
    const cartToken = await cartOf(shop, { variantId, startsAt }, { variantId: record });
    const { id: checkoutId, quoteNumber } = await startCheckout(shop, { cartToken });
    const { payment } = await openPayment(shop, {
      ...{ checkoutId, cartToken, quoteNumber, contact, shippingAddress },
    });
    await payAtStripe(shop, payment.paymentIntentId);
    // The hold ends before anybody hears of the payment.
    await shop.db.$executeRaw`select release_bookings(${checkoutId}::uuid, 'expired', now())::text`;
    await shop.db.$executeRaw`select end_reservations(${checkoutId}::uuid, 'expired', now())`;
    return { checkoutId, ...payment };
  };
  const free = await late(fullHour(shop, 1));
  expect(await syncPayment(shop, { paymentIntentId: free.paymentIntentId, track: "sync" })).toBe("confirmed");
  const lost = await late(fullHour(shop, 2));
  await startCheckout(shop, { cartToken: await cartOf(shop, { variantId, startsAt: fullHour(shop, 2) }) });
  expect(await syncPayment(shop, { paymentIntentId: lost.paymentIntentId, track: "sync" })).toBe(
    "refund_due",
  );
  expect((await bookingsOf(shop, lost.checkoutId)).map(({ state }) => state)).toEqual(["expired"]);
  expect(await stockOf(shop, record)).toEqual({ onHand: 4, reserved: 0 });
  await runJobs(shop);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a cancelled order's time is free at once; a refunded line's when its refund has succeeded, and its pages and mail say so", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room] });
  const [one, two] = [fullHour(shop, 1), fullHour(shop, 2)];
  const cancelled = await buyNow(shop, { variantId, startsAt: one });
  await cancelOrder(shop, { orderId: cancelled.orderId, requestId: randomUUID(), note: "Closed", by });
  expect(await slotAt(shop, variantId, one)).toMatchObject({ isFree: true });
  expect((await bookingsOf(shop, cancelled.checkoutId)).map(({ state }) => state)).toEqual(["cancelled"]);

  const refunded = await buyNow(shop, { variantId, startsAt: one }, { variantId, startsAt: two });
  const [line] = (await orderOf(shop, refunded.orderId)).lines;
  await refundOrder(shop, {
    ...{ orderId: refunded.orderId, requestId: randomUUID(), amount: 4_000, reason: "requested_by_customer" },
    ...{ note: "", lines: [{ orderLineId: line?.id ?? "", quantity: 1, restock: false }], by },
  });
  expect(await slotAt(shop, variantId, one)).toMatchObject({ isFree: false }); // the refund may still fail
  const bookings = async () => {
    const { number } = await orderOf(shop, refunded.orderId);
    const forStaff = await getOrderForStaff(shop, { number: `DT-${number}` });
    const forCustomer = await getOrder(shop, { orderId: refunded.orderId });
    expect(forStaff.lines.map(({ booking }) => booking)).toEqual(
      forCustomer.lines.map(({ booking }) => booking),
    );
    return forCustomer.lines.map(({ booking }) => booking);
  };
  const endOf = (startsAt: Date) => new Date(startsAt.getTime() + 60 * 60_000).toISOString();
  expect(await bookings()).toMatchObject([{ isFreed: false }, { isFreed: false }]);
  await runJobs(shop);
  const { name } = await shop.db.resource.findUniqueOrThrow({ where: { id: room } });
  const booked = (at: Date) => ({ startsAt: at.toISOString(), endsAt: endOf(at), resource: name });
  expect(await bookings()).toMatchObject([
    { ...booked(one), isFreed: true },
    { ...booked(two), isFreed: false, revision: 0 },
  ]);
  const textOf = async (kind: "order_confirmed" | "refund_sent") => {
    const { text } = await shop.db.mail.findFirstOrThrow({ where: { orderId: refunded.orderId, kind } });
    return text.replaceAll(/\s+/g, " ");
  };
  const timeOf = (startsAt: Date) =>
    spanText({ startsAt, endsAt: new Date(endOf(startsAt)) }, shop.settings.timeZone);
  const mail = await textOf("refund_sent");
  expect(mail).toContain(`This is not booked for you any more: ${line?.productTitle}, ${timeOf(one)}.`);
  expect(mail).not.toContain(timeOf(two));
  const confirmation = await textOf("order_confirmed");
  for (const startsAt of [one, two]) expect(confirmation).toContain(timeOf(startsAt));
  expect(confirmation).not.toContain("Shipping");
  expect((await bookingsOf(shop, refunded.checkoutId)).map(({ state }) => state)).toEqual([
    "cancelled",
    "confirmed",
  ]);
  expect(await slotAt(shop, variantId, one)).toMatchObject({ isFree: true });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("the next free time is found beyond the days that were asked for, and unpublished services have none", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room], horizonDays: 120 });
  const soon = shop.clock.now();
  const until = new Date(soon.getTime() + 100 * 24 * 60 * 60_000);
  const block = { resourceId: room, startsAt: soon, endsAt: until, staffName: "Manager", createdAt: soon };
  await shop.db.resourceBlock.create({ data: block });
  const asked = { cartToken: newCartToken(), variantId, quantity: 1 };
  const answer = await listSlots(shop, asked);
  expect(answer.slots.every(({ isFree }) => !isFree)).toBe(true);
  expect(Date.parse(answer.next?.startsAt ?? "")).toBeGreaterThanOrEqual(until.getTime());
  expect(Date.parse(answer.next?.startsAt ?? "")).toBeLessThan(until.getTime() + 2 * 60 * 60_000);
  await shop.db.product.updateMany({
    where: { variants: { some: { id: variantId } } },
    data: { published: false },
  });
  await expect(listSlots(shop, asked)).rejects.toMatchObject({ code: "VARIANT_NOT_FOUND" });
});

test("a paid line whose booking is not there, as in a lost order, is no sale: the money goes back", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const { checkoutId, paymentIntentId } = await pay(
    shop,
    await cartOf(shop, { variantId, startsAt: fullHour(shop, 1) }),
  );
  await shop.db.$executeRaw`select release_bookings(${checkoutId}::uuid, 'expired', now())::text`;
  await shop.db.booking.deleteMany({ where: { checkoutId } });
  expect(await syncPayment(shop, { paymentIntentId, track: "sync" })).toBe("refund_due");
});

test("staff see what is booked and held on their days, with the order and its customer", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = fullHour(shop, 24 * 20);
  const { orderId } = await buyNow(shop, { variantId, startsAt });
  await startCheckout(shop, {
    cartToken: await cartOf(shop, { variantId, startsAt: fullHour(shop, 24 * 20 + 1) }),
  });
  const day = (at: Date) => inZone(at, shop.settings.timeZone).toPlainDate();
  const listed = async (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
    (await listBookings(shop, { from: from.toString(), to: to.toString() })).bookings;
  const { number } = await orderOf(shop, orderId);
  expect(await listed(day(startsAt), day(startsAt).add({ days: 1 }))).toMatchObject([
    { state: "confirmed", orderNumber: `DT-${number}`, customer: { email: contact.email } },
    { state: "held", orderNumber: null },
  ]);
  expect(await listed(day(startsAt).subtract({ days: 7 }), day(startsAt).subtract({ days: 1 }))).toEqual([]);
});

test.for(["cancelled", "refunded"] as const)(
  "an order of a record, a file and an hour is %s: nothing of it is shipped, and the hour is free",
  async (how, { shop }) => {
    const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
    const record = await stockedVariant(shop, { onHand: 2 });
    const beat = await digitalVariant(shop);
    const at = { variantId, startsAt: fullHour(shop, 1) };
    const { orderId } = await buyNow(shop, at, { variantId: record }, { variantId: beat });
    expect(await orderOf(shop, orderId)).toMatchObject({
      state: "confirmed",
      fulfilmentState: "unfulfilled",
    });
    const { totalAmount: amount, lines: bought } = await orderOf(shop, orderId);
    const request = { orderId, requestId: randomUUID(), note: "", by };
    if (how === "cancelled") await cancelOrder(shop, request);
    else {
      const lines = bought.map(({ id: orderLineId }) => ({ orderLineId, quantity: 1, restock: true }));
      await refundOrder(shop, { ...request, amount, lines, reason: "requested_by_customer" });
    }
    await runJobs(shop);
    expect(await orderOf(shop, orderId)).toMatchObject(
      how === "cancelled"
        ? { state: "cancelled", fulfilmentState: "not_required", paymentState: "refunded" }
        : // The file was delivered; what was not is given back.
          { state: "completed", fulfilmentState: "delivered", paymentState: "refunded" },
    );
    expect(await slotAt(shop, variantId, at.startsAt)).toMatchObject({ isFree: true });
    expect(await stockOf(shop, record)).toEqual({ onHand: 2, reserved: 0 });
    expect((await auditLedger(shop)).violations).toEqual([]);
  },
);

test("who blocks a time is told which orders are booked in it, and when", async ({ shop }) => {
  const resourceId = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [resourceId] });
  const [paid, held, after] = [fullHour(shop, 1), fullHour(shop, 2), fullHour(shop, 3)];
  const { orderId } = await buyNow(shop, { variantId, startsAt: paid });
  for (const startsAt of [held, after])
    await startCheckout(shop, { cartToken: await cartOf(shop, { variantId, startsAt }) });
  const { number } = await orderOf(shop, orderId);
  const local = (at: Date) => inZone(at, shop.settings.timeZone).toPlainDateTime().toString().slice(0, 16);
  const block = (from: Date, to: Date) =>
    blockResource(shop, {
      ...{ resourceId, requestId: randomUUID(), from: local(from), to: local(to), reason: "", by },
    });
  expect(await block(paid, after)).toEqual({
    count: 2,
    bookings: [
      { orderNumber: `DT-${number}`, startsAt: paid.toISOString() },
      { orderNumber: null, startsAt: held.toISOString() },
    ],
  });
  expect(await block(fullHour(shop, 5), fullHour(shop, 6))).toEqual({ count: 0, bookings: [] });
});
