import { randomUUID } from "node:crypto";
import { exportOrdersInput } from "@dualtrack/contract";
import { connect } from "@dualtrack/db";
import {
  aResource,
  aService,
  manager as by,
  runJobs,
  stockedVariant,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { inZone } from "../day-in-zone.ts";
import {
  auditLedger,
  blockResource,
  cancelBooking,
  cancelOrder,
  cancelOwnBooking,
  exportOrders,
  getBookingForStaff,
  getBookingTerms,
  getOrder,
  listBookingSlots,
  markNoShow,
  moveBooking,
  moveOwnBooking,
  refundOrder,
} from "../index.ts";
import type { Shop } from "../shop.ts";
import { buyBookings, hour } from "./testing/buy-booking.ts";

const hourMs = 60 * 60_000;
const bookingOf = (shop: TestShop, id: string) => shop.db.booking.findUniqueOrThrow({ where: { id } });
const refundsOf = (shop: TestShop, paymentIntentId: string) =>
  shop.db.refund.findMany({
    where: { paymentIntentId },
    include: { lines: true },
    orderBy: { createdAt: "asc" },
  });
const mailsOf = (shop: TestShop, orderId: string) =>
  shop.db.mail.findMany({ where: { orderId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
const newSeed = () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`SEED=${seed}`);
  return seed;
};

async function twoProcesses(shop: TestShop, run: (processes: readonly [Shop, Shop]) => Promise<void>) {
  const db = connect(shop.databaseUrl, { maxConnections: 10, maxWaitMs: 60_000 });
  try {
    await run([shop, { ...shop, db }]);
  } finally {
    await db.$disconnect();
  }
}

test("a booking that is cancelled in time is free at once, and all of its money goes back", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 8_000 });
  const startsAt = hour(shop, 48);
  const { orderId, bookingId, paymentIntentId } = await buyBookings(shop, { variantId, startsAt });
  expect(await getBookingTerms(shop, { orderId, bookingId })).toMatchObject({
    ...{ isFree: true, price: { amount: 8_000, currency: "eur" }, refund: { amount: 8_000 } },
    freeUntil: new Date(startsAt.getTime() - 24 * hourMs).toISOString(),
  });
  await cancelOwnBooking(shop, { orderId, bookingId, refundAmount: 8_000 });
  expect(await bookingOf(shop, bookingId)).toMatchObject({ state: "cancelled", revision: 1 });
  await buyBookings(shop, { variantId, startsAt }); // somebody else has it, before the refund has succeeded
  await runJobs(shop);
  expect(await refundsOf(shop, paymentIntentId)).toMatchObject([
    {
      amount: 8_000,
      state: "succeeded",
      reason: "requested_by_customer",
      requestedBy: null,
      lines: [{ quantity: 1 }],
    },
  ]);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "confirmed", paymentState: "refunded", fulfilmentState: "not_required" },
  });
  expect((await mailsOf(shop, orderId)).map(({ kind }) => kind)).toEqual([
    "order_confirmed",
    "booking_cancelled",
    "refund_sent",
  ]);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("later a share is kept, of the price with its tax, and the customer has agreed to that amount", async ({
  shop,
}) => {
  const rule = { freeCancelHours: 48, lateKeepPercent: 50 };
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 7_999, ...rule });
  const { orderId, bookingId, paymentIntentId } = await buyBookings(shop, {
    variantId,
    startsAt: hour(shop, 1),
  });
  // What the service says now is not what was agreed to.
  await shop.db.service.updateMany({ data: { lateKeepPercent: 100 } });
  const { refund, isFree } = await getBookingTerms(shop, { orderId, bookingId });
  expect([refund, isFree]).toEqual([{ amount: 3_999, currency: "eur" }, false]);
  for (const refundAmount of [7_999, 0, 4_000])
    await expect(cancelOwnBooking(shop, { orderId, bookingId, refundAmount })).rejects.toMatchObject({
      code: "BOOKING_REFUND_CHANGED",
      details: { refund, price: { amount: 7_999, currency: "eur" } },
    });
  expect(await bookingOf(shop, bookingId)).toMatchObject({ state: "confirmed" });
  expect(await refundsOf(shop, paymentIntentId)).toEqual([]);
  await cancelOwnBooking(shop, { orderId, bookingId, refundAmount: 3_999 });
  await runJobs(shop);
  expect(await refundsOf(shop, paymentIntentId)).toMatchObject([{ amount: 3_999, state: "succeeded" }]);
  const { paymentState, refunds } = await getOrder(shop, { orderId });
  expect([paymentState, refunds.length]).toEqual(["partially_refunded", 1]);
  const credit = await shop.db.invoice.findFirstOrThrow({ where: { orderId, kind: "credit_note" } });
  expect(credit).toMatchObject({ totalAmount: 3_999 });
  // What was kept is what was paid for: nothing is left to be done.
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "completed", fulfilmentState: "not_required" },
  });
  const mail = (await mailsOf(shop, orderId)).find(({ kind }) => kind === "booking_cancelled");
  expect(mail?.text).toContain("We are returning €39.99 of the €79.99 to Visa 4242");
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("all is kept: nothing is refunded, and the order is complete when its goods are", async ({ shop }) => {
  const rule = { freeCancelHours: 96, lateKeepPercent: 100 };
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], ...rule });
  const [one, two] = [hour(shop, 1), hour(shop, 4)];
  const bought = await buyBookings(shop, { variantId, startsAt: one }, { variantId, startsAt: two });
  const { orderId, paymentIntentId } = bought;
  const second = bought.bookings[1]?.id ?? "";
  await cancelOwnBooking(shop, { orderId, bookingId: second, refundAmount: 0 });
  expect(await refundsOf(shop, paymentIntentId)).toEqual([]);
  shop.clock.advance(one.getTime() + hourMs + 60_000 - shop.clock.now().getTime());
  await shop.db.$executeRaw`
    select from graphile_worker.reschedule_jobs(
      array(select id from graphile_worker.jobs where run_at <= ${shop.clock.now()}), run_at := now())`;
  await runJobs(shop);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "completed", paymentState: "paid", fulfilmentState: "delivered" },
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("ten presses of two windows are one cancellation, one refund and one mail", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 4_000 });
  const bought = await buyBookings(shop, { variantId, startsAt: hour(shop, 60) });
  const { orderId, bookingId, paymentIntentId } = bought;
  await twoProcesses(shop, async (processes) => {
    await Promise.all(
      Array.from({ length: 10 }, (_, press) =>
        cancelOwnBooking(processes[press % 2] ?? shop, { orderId, bookingId, refundAmount: 4_000 }),
      ),
    );
  });
  expect(await refundsOf(shop, paymentIntentId)).toHaveLength(1);
  expect((await mailsOf(shop, orderId)).filter(({ kind }) => kind === "booking_cancelled")).toHaveLength(1);
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.filter(({ kind }) => kind === "booking_cancelled")).toHaveLength(1);
});

test("a booking moves to a free time of its service, its old time is free, and nothing is charged", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [room], bufferAfterMinutes: 15 });
  const [from, to] = [hour(shop, 48), hour(shop, 50)];
  const { orderId, bookingId, paymentIntentId } = await buyBookings(shop, { variantId, startsAt: from });
  const free = async (at: Date) =>
    (await listBookingSlots(shop, { orderId, bookingId })).slots.find(
      ({ startsAt }) => startsAt === at.toISOString(),
    )?.isFree;
  expect([await free(from), await free(to)]).toEqual([true, true]); // its own time is no obstacle
  await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: to });
  expect(await bookingOf(shop, bookingId)).toMatchObject({
    ...{ state: "confirmed", revision: 1, startsAt: to, resourceId: room },
    endsAt: new Date(to.getTime() + hourMs),
    busyUntil: new Date(to.getTime() + 75 * 60_000),
  });
  // Pressed twice, and in another window that shows the old time.
  await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: to });
  await expect(
    moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: hour(shop, 60) }),
  ).rejects.toMatchObject({ code: "BOOKING_CHANGED", details: { startsAt: to.toISOString() } });
  expect(await bookingOf(shop, bookingId)).toMatchObject({ revision: 1, startsAt: to });
  await buyBookings(shop, { variantId, startsAt: from });
  expect(await refundsOf(shop, paymentIntentId)).toEqual([]);
  const moved = (await mailsOf(shop, orderId)).filter(({ kind }) => kind === "booking_moved");
  expect(moved).toHaveLength(1);
  expect((await getOrder(shop, { orderId })).lines[0]?.booking).toMatchObject({
    ...{ startsAt: to.toISOString(), revision: 1, isFreed: false },
  });
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.map(({ kind, details }) => [kind, details.moved])).toEqual([
    ["placed", null],
    ["confirmed", null],
    ["booking_moved", { from: from.toISOString(), to: to.toISOString() }],
  ]);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test.for([
  ["later", 30, 60],
  ["earlier", 60, 30],
] as const)(
  "moved to %s, it is done when it has taken place at its new time",
  async ([, old, later], { shop }) => {
    const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
    const [from, to] = [hour(shop, old), hour(shop, later)];
    const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt: from });
    await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: to });
    const stateAt = async (at: number) => {
      shop.clock.advance(at - shop.clock.now().getTime());
      await shop.db.$executeRaw`
      select from graphile_worker.reschedule_jobs(
        array(select id from graphile_worker.jobs where run_at <= ${shop.clock.now()}), run_at := now())`;
      await runJobs(shop);
      return (await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).state;
    };
    expect(await stateAt(to.getTime() + hourMs - 1_000)).toBe("confirmed");
    expect(await stateAt(to.getTime() + hourMs + 1_000)).toBe("completed");
  },
);

test("it is not moved in its last hours, after its beginning, to a time that is not offered, or without money", async ({
  shop,
}) => {
  const variantId = await aService(shop, {
    ...{ resourceIds: [await aResource(shop)], freeCancelHours: 36, leadMinutes: 120, horizonDays: 20 },
  });
  const startsAt = hour(shop, 24);
  const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt });
  const move = (to: Date) => moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: to });
  const refused = (to: Date, code: string, details = {}) =>
    expect(move(to)).rejects.toMatchObject({ code, details });
  for (const odd of [
    new Date(startsAt.getTime() + 30 * 60_000), // between two starts
    hour(shop, -24), // within the lead time
    hour(shop, 24 * 30), // after the horizon
  ])
    await refused(odd, "BOOKING_TIME_TAKEN", { startsAt: odd.toISOString() });
  shop.clock.advance(startsAt.getTime() - 36 * hourMs + 1 - shop.clock.now().getTime());
  await refused(hour(shop, 40), "BOOKING_MOVE_TOO_LATE", { hours: 36 });
  shop.clock.advance(36 * hourMs);
  const begun = { startsAt: startsAt.toISOString() };
  await refused(hour(shop, 40), "BOOKING_HAS_BEGUN", begun);
  await expect(cancelOwnBooking(shop, { orderId, bookingId, refundAmount: 4_000 })).rejects.toMatchObject({
    code: "BOOKING_HAS_BEGUN",
  });

  const other = await buyBookings(shop, { variantId, startsAt: hour(shop, 60) });
  const asked = { orderId: other.orderId, bookingId: other.bookingId };
  await expect(moveOwnBooking(shop, { ...asked, orderId, revision: 0, startsAt })).rejects.toMatchObject({
    code: "BOOKING_NOT_FOUND", // another order's link
  });
  const [line] = (
    await shop.db.order.findUniqueOrThrow({ where: { id: other.orderId }, include: { lines: true } })
  ).lines;
  await refundOrder(shop, {
    ...{ orderId: other.orderId, requestId: randomUUID(), amount: 4_000, reason: "requested_by_customer" },
    ...{ note: "", lines: [{ orderLineId: line?.id ?? "", quantity: 1, restock: false }], by },
  });
  const later = hour(shop, 62);
  const attempts = [
    () => moveOwnBooking(shop, { ...asked, revision: 0, startsAt: later }),
    () => cancelOwnBooking(shop, { ...asked, refundAmount: 4_000 }),
    () => getBookingTerms(shop, asked),
  ];
  for (const attempt of attempts)
    await expect(attempt()).rejects.toMatchObject({ code: "BOOKING_NOT_ACTIVE" });
  await runJobs(shop);
  for (const attempt of attempts.filter((_, place) => place !== 1))
    await expect(attempt()).rejects.toMatchObject({ code: "BOOKING_NOT_ACTIVE" });
});

test("50 customers of two processes move to one free hour: one has it, the others keep theirs", async ({
  shop,
}) => {
  const seed = newSeed();
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 0 });
  const wanted = hour(shop, 300 + (seed % 50));
  const customers = 50;
  const bought: Awaited<ReturnType<typeof buyBookings>>[] = [];
  for (let place = 0; place < customers; place += 1)
    bought.push(await buyBookings(shop, { variantId, startsAt: hour(shop, 100 + place) }));
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.allSettled(
      bought.map(({ orderId, bookingId }, place) =>
        moveOwnBooking(processes[(place + seed) % 2] ?? shop, {
          orderId,
          bookingId,
          revision: 0,
          startsAt: wanted,
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const [place, outcome] of outcomes.entries()) {
      const { bookingId, startsAt } = bought[place] ?? { bookingId: "", startsAt: null };
      const isWinner = outcome.status === "fulfilled";
      expect(await bookingOf(shop, bookingId)).toMatchObject({
        ...{ state: "confirmed", revision: isWinner ? 1 : 0, startsAt: isWinner ? wanted : startsAt },
      });
      if (!isWinner) expect(outcome.reason).toMatchObject({ code: "BOOKING_TIME_TAKEN" });
    }
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("many want each other's hours at the same moment: nobody waits for ever, and no hour is booked twice", async ({
  shop,
}) => {
  const seed = newSeed();
  const rooms = [await aResource(shop), await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: rooms, price: 0 });
  const bought: Awaited<ReturnType<typeof buyBookings>>[] = [];
  for (let place = 0; place < 12; place += 1)
    bought.push(await buyBookings(shop, { variantId, startsAt: hour(shop, 100 + Math.floor(place / 3)) }));
  await twoProcesses(shop, async (processes) => {
    const outcomes = await Promise.allSettled(
      bought.flatMap(({ orderId, bookingId, startsAt }, place) =>
        [1, 2, 3].map((round) => {
          const other = bought[(place + round * (1 + (seed % 7))) % bought.length]?.startsAt ?? startsAt;
          const to = round === 3 ? new Date(other.getTime() + 4 * hourMs) : other;
          return moveOwnBooking(processes[(place + round) % 2] ?? shop, {
            ...{ orderId, bookingId, revision: 0, startsAt: to },
          });
        }),
      ),
    );
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(["BOOKING_TIME_TAKEN", "BOOKING_CHANGED"]).toContain(outcome.reason.code);
  });
  const after = await shop.db.booking.findMany({ where: { variantId, state: "confirmed" } });
  expect(after).toHaveLength(12);
  expect(after.every(({ revision }) => revision <= 1)).toBe(true);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("a group of three moves to a class that has three places left, and to none that has two", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], capacity: 8, price: 1_000 });
  const [from, roomy, tight] = [hour(shop, 48), hour(shop, 50), hour(shop, 52)];
  const group = await buyBookings(shop, { variantId, startsAt: from, quantity: 3 });
  await buyBookings(shop, { variantId, startsAt: roomy, quantity: 5 });
  await buyBookings(shop, { variantId, startsAt: tight, quantity: 6 });
  const { orderId, bookingId } = group;
  const { slots } = await listBookingSlots(shop, { orderId, bookingId });
  const isFree = (at: Date) => slots.find(({ startsAt }) => startsAt === at.toISOString())?.isFree;
  expect([isFree(roomy), isFree(tight)]).toEqual([true, false]);
  const move = (startsAt: Date) => moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt });
  await expect(move(tight)).rejects.toMatchObject({ code: "BOOKING_TIME_TAKEN" });
  await move(roomy);
  expect(await bookingOf(shop, bookingId)).toMatchObject({ startsAt: roomy, quantity: 3 });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("staff move to any time to come and to any room of the service, and what is booked, blocked or over is refused", async ({
  shop,
}) => {
  const rooms = [await aResource(shop), await aResource(shop)] as const;
  const foreign = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [...rooms], leadMinutes: 10_000 });
  const startsAt = hour(shop, 240);
  const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt });
  const odd = new Date(hour(shop, 2).getTime() + 17 * 60_000);
  const move = (at: Date | string, resourceId: string, revision: number) =>
    moveBooking(shop, {
      ...{ bookingId, revision, resourceId, by },
      startsAt: typeof at === "string" ? at : at.toISOString(),
    });
  await move(odd, rooms[1], 0);
  expect(await bookingOf(shop, bookingId)).toMatchObject({
    startsAt: odd,
    resourceId: rooms[1],
    revision: 1,
  });
  await move(odd, rooms[1], 0); // dropped twice
  await expect(move(hour(shop, 5), rooms[0], 0)).rejects.toMatchObject({ code: "BOOKING_CHANGED" });
  await expect(move(odd, foreign, 1)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
  await expect(move(shop.clock.now(), rooms[0], 1)).rejects.toMatchObject({ code: "BOOKING_TIME_PAST" });
  const local = (at: Date) => inZone(at, shop.settings.timeZone).toPlainDateTime().toString().slice(0, 16);
  await blockResource(shop, {
    ...{ resourceId: rooms[0], requestId: randomUUID(), reason: "", by },
    ...{ from: local(hour(shop, 20)), to: local(hour(shop, 21)) },
  });
  await expect(move(hour(shop, 20), rooms[0], 1)).rejects.toMatchObject({ code: "BOOKING_TIME_TAKEN" });
  await move(local(hour(shop, 21)), rooms[0], 1);
  expect(await bookingOf(shop, bookingId)).toMatchObject({ startsAt: hour(shop, 21), resourceId: rooms[0] });
  const [first] = await shop.db.auditEntry.findMany({
    where: { action: "booking.move" },
    orderBy: { id: "asc" },
  });
  expect(first).toMatchObject({
    before: { startsAt: startsAt.toISOString() },
    after: { startsAt: odd.toISOString() },
  });
  expect((await mailsOf(shop, orderId)).filter(({ kind }) => kind === "booking_moved")).toHaveLength(2);
  const { resources, revision } = await getBookingForStaff(shop, { bookingId });
  expect([resources.map(({ id }) => id), revision]).toEqual([[...rooms], 2]);
  // To another room alone: the page and the mail don't speak of a new time.
  await move(hour(shop, 21), rooms[1], 2);
  const { name: room } = await shop.db.resource.findUniqueOrThrow({ where: { id: rooms[1] } });
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.slice(-2).map(({ details: { moved, newRoom } }) => [moved, newRoom])).toEqual([
    [{ from: odd.toISOString(), to: hour(shop, 21).toISOString() }, null],
    [null, room],
  ]);
  const mail = (await mailsOf(shop, orderId)).at(-1);
  expect(mail?.subject).toMatch(new RegExp(`^Your booking of order DT-\\d+ is with ${room} now$`));
});

test("staff cancel with what they say goes back, once, and no more than was paid", async ({ shop }) => {
  const record = await stockedVariant(shop, { onHand: 2 });
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], price: 5_000 });
  const bought = await buyBookings(shop, { variantId, startsAt: hour(shop, 1) }, { variantId: record });
  const { bookingId, orderId, paymentIntentId } = bought;
  const request = { bookingId, requestId: randomUUID(), note: "Boiler broke", by };
  await expect(cancelBooking(shop, { ...request, refundAmount: 5_001 })).rejects.toMatchObject({
    code: "REFUND_TOO_MUCH",
    details: { refundable: { amount: 5_000 } },
  });
  for (const _ of ["once", "again"]) await cancelBooking(shop, { ...request, refundAmount: 2_500 });
  await runJobs(shop);
  expect(await refundsOf(shop, paymentIntentId)).toMatchObject([
    { id: request.requestId, amount: 2_500, requestedBy: by.name, note: "Boiler broke", state: "succeeded" },
  ]);
  expect(await shop.db.auditEntry.count({ where: { action: "booking.cancel" } })).toBe(1);
  expect(await shop.db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
    ...{ state: "confirmed", fulfilmentState: "unfulfilled" }, // the record is still to be sent
  });
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("who did not come is noted once it has begun, and taken back; the customer's page has neither", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = hour(shop, 1);
  const { bookingId, orderId } = await buyBookings(shop, { variantId, startsAt });
  const mark = (isNoShow: boolean) => markNoShow(shop, { bookingId, isNoShow, by });
  await expect(mark(true)).rejects.toMatchObject({ code: "BOOKING_NOT_BEGUN" });
  shop.clock.advance(startsAt.getTime() - shop.clock.now().getTime());
  for (const isNoShow of [true, true, false, true]) await mark(isNoShow);
  expect(await bookingOf(shop, bookingId)).toMatchObject({ noShowAt: expect.any(Date), state: "confirmed" });
  const kinds = (await shop.db.orderEvent.findMany({ where: { orderId }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
  expect(kinds.slice(-3)).toEqual(["booking_missed", "booking_attended", "booking_missed"]);
  const { timeline } = await getOrder(shop, { orderId });
  expect(timeline.some(({ kind }) => String(kind) === "booking_missed")).toBe(false);
  expect((await mailsOf(shop, orderId)).map(({ kind }) => kind)).toEqual(["order_confirmed"]);
});

test("what belongs to an order that was cancelled is neither moved nor cancelled once more", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const { bookingId, orderId } = await buyBookings(shop, { variantId, startsAt: hour(shop, 60) });
  await cancelOrder(shop, { orderId, requestId: randomUUID(), note: "", by });
  const move = moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: hour(shop, 61) });
  await expect(move).rejects.toMatchObject({ code: "BOOKING_NOT_ACTIVE" });
  await cancelOwnBooking(shop, { orderId, bookingId, refundAmount: 4_000 }); // it is cancelled already
  expect(await shop.db.refund.count({ where: { payment: { checkout: { order: { id: orderId } } } } })).toBe(
    1,
  );
});

test("a booking moves into its own time, and the orders' CSV has when it is now, without what was cancelled", async ({
  shop,
}) => {
  const variantId = await aService(shop, {
    ...{ resourceIds: [await aResource(shop)], stepMinutes: 30, bufferAfterMinutes: 30 },
  });
  const [from, other] = [hour(shop, 400), hour(shop, 404)];
  const bought = await buyBookings(shop, { variantId, startsAt: from }, { variantId, startsAt: other });
  const { orderId, bookingId } = bought;
  const to = new Date(from.getTime() + hourMs / 2);
  await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: to });
  await cancelOwnBooking(shop, { orderId, bookingId: bought.bookings[1]?.id ?? "", refundAmount: 4_000 });
  const { number } = await shop.db.order.findUniqueOrThrow({ where: { id: orderId } });
  let csv = "";
  const wanted = exportOrdersInput.parse({ q: `DT-${number}`, sort: "newest" });
  for await (const part of await exportOrders(shop, { ...wanted, by })) csv += part;
  const [header = "", row = ""] = csv.split("\r\n");
  const times = row.split(",")[header.split(",").indexOf("booked_times")]?.split("; ");
  expect(times?.map((time) => time.slice(0, 16))).toEqual([
    inZone(to, shop.settings.timeZone).toPlainDateTime().toString().slice(0, 16),
  ]);
});
