import { randomUUID } from "node:crypto";
import {
  aResource,
  aService,
  manager as by,
  payAtStripe,
  pressPayAtStripe,
  runJobs,
  setPaymentPage,
  stockedVariant,
  stockOf,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import { expect } from "vitest";
import { hour } from "../booking-actions/testing/buy-booking.ts";
import { listSlots } from "../catalog/list-slots.ts";
import { expireCheckouts } from "../checkout/end-checkout.ts";
import { placeOrder } from "../checkout/place-order.ts";
import { auditLedger } from "../ledger-audit/audit-ledger.ts";
import { blockResource } from "../resources/block-resource.ts";
import { cancelDraftOrder } from "./cancel-draft-order.ts";
import { extendDraftOrder } from "./extend-draft-order.ts";
import { findVariants } from "./find-for-draft-order.ts";
import { listDraftOrderSlots } from "./list-draft-order-slots.ts";
import { priceDraftOrder } from "./price-draft-order.ts";
import { createDraftOrder, updateDraftOrder } from "./save-draft-order.ts";
import { getDraftOrder } from "./staff-queries.ts";
import {
  cartToken,
  dayMs,
  drafted,
  expectAbout,
  hourMs,
  pass,
  press,
  refusal,
  send,
  sent,
  stateOf,
  written,
} from "./testing/draft-orders.ts";

/** A line of booked time. */
const at = (variantId: string, startsAt: Date, quantity = 1) => ({
  ...{ variantId, quantity, startsAt: startsAt.toISOString() },
});

const booked = (...lines: ReturnType<typeof at>[]) => ({ lines });

const held = (shop: TestShop, variantId: string) =>
  shop.db.booking.findMany({ where: { variantId, state: { in: ["held", "confirmed"] } } });

const orderedBy = (shop: TestShop, checkoutId: string) =>
  shop.db.order.findUniqueOrThrow({ where: { checkoutId } });

test("time is held by the link with the goods, sooner and later than customers can book, and confirmed with a calendar file", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 1 });
  const room = await aResource(shop);
  const session = await aService(shop, { resourceIds: [room], leadMinutes: 72 * 60, horizonDays: 5 });
  const soon = hour(shop, 0);
  const late = new Date(hour(shop, 0).getTime() + 90 * dayMs);
  const { sku } = await shop.db.variant.findUniqueOrThrow({ where: { id: session } });
  expect(await findVariants(shop, { q: sku })).toMatchObject([{ variantId: session, isBooked: true }]);
  const offered = await listDraftOrderSlots(shop, { variantId: session, quantity: 1 });
  expect(offered.slots).toContainEqual(
    expect.objectContaining({ startsAt: soon.toISOString(), isFree: true }),
  );
  const ofCustomers = await listSlots(shop, { cartToken: "a visitor", variantId: session, quantity: 1 });
  expect(ofCustomers.slots.some(({ startsAt }) => startsAt === soon.toISOString())).toBe(false);

  const lines = [at(session, soon), at(session, late), { variantId: record, quantity: 1 }];
  const { id, linkToken, draftOrderId, ...opened } = await sent(shop, {}, { lines });
  // Staff read the shop's time in the log.
  const entry = await shop.db.auditEntry.findFirstOrThrow({
    where: { action: "draft_order.create" },
    orderBy: { id: "desc" },
  });
  expect(JSON.stringify(entry.after)).toMatch(/1 × Session \w+, \d{4}-\d\d-\d\d \d\d:00"/);
  expect(opened.lines).toMatchObject([
    { startsAt: soon.toISOString(), kind: "service" },
    { startsAt: late.toISOString() },
    { variantId: record },
  ]);
  expectAbout(opened.expiresAt, soon.getTime()); // three days were wanted: nobody pays for time that has begun
  expect(await held(shop, session)).toMatchObject([{ state: "held" }, { state: "held" }]);
  const mail = await shop.db.mail.findFirstOrThrow({ where: { draftOrderId } });
  expect(mail.text).toMatch(/1 × Session .*, \w+/);
  // Longer than until it begins is not to be had.
  await extendDraftOrder(shop, {
    ...{ draftOrderId, by },
    until: new Date(shop.clock.now().getTime() + 5 * dayMs).toISOString(),
  });
  expectAbout((await getDraftOrder(shop, { draftOrderId })).heldUntil ?? undefined, soon.getTime());

  const payment = await press(shop, { linkToken, id });
  await payAtStripe(shop, payment.paymentIntentId);
  await placeOrder(shop, payment);
  await runJobs(shop);
  const order = await orderedBy(shop, id);
  expect(order.state).toBe("confirmed");
  expect((await held(shop, session)).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
  const [confirmation] = await shop.db.mail.findMany({
    where: { orderId: order.id, kind: "order_confirmed" },
  });
  expect(confirmation?.calendars.join("").match(/BEGIN:VEVENT/g)).toHaveLength(2);
  expect((await auditLedger(shop)).violations).toEqual([]);
});

test("two draft orders want one hour, another wants a seat more than there is: the hour is held once, and nothing by those that are refused", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 5 });
  const room = await aResource(shop);
  const [hourOf, course] = [
    await aService(shop, { resourceIds: [room] }),
    await aService(shop, { resourceIds: [await aResource(shop)], capacity: 8 }),
  ];
  const startsAt = hour(shop, 3);
  const lines = [at(hourOf, startsAt), { variantId: record, quantity: 1 }];
  const ids = [await drafted(shop, {}, { lines }), await drafted(shop, {}, { lines })];
  const results = await Promise.allSettled(ids.map((id) => send(shop, id)));
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const lost = results.findIndex(({ status }) => status === "rejected");
  expect(results[lost]).toMatchObject({
    reason: refusal("OUT_OF_STOCK", {
      lines: [
        expect.objectContaining({
          variantId: hourOf,
          startsAt: startsAt.toISOString(),
          requested: 1,
          available: 0,
        }),
      ],
    }),
  });
  expect(await held(shop, hourOf)).toHaveLength(1);
  expect(await stockOf(shop, record)).toMatchObject({ reserved: 1 });
  // Whoever opens the one that lost sees it at that line; the one that holds the hour has it.
  const free = async (draftOrderId: string | undefined) => {
    const { lines: priced } = await priceDraftOrder(shop, { draftOrderId, draft: written({}, { lines }) });
    return priced.map((line) => line.free);
  };
  expect(await free(ids[lost])).toEqual([0, 4]);
  expect(await free(ids[1 - lost])).toEqual([1, 5]);

  const six = await sent(shop, {}, booked(at(course, startsAt, 6)));
  const seats = await priceDraftOrder(shop, {
    draftOrderId: six.draftOrderId,
    draft: written({}, booked(at(course, startsAt, 7))),
  });
  expect(seats.lines).toMatchObject([{ free: 8 }]); // what it holds is free for itself
  const three = await drafted(shop, {}, booked(at(course, startsAt, 3)));
  await expect(send(shop, three)).rejects.toEqual(
    refusal("OUT_OF_STOCK", { lines: [expect.objectContaining({ requested: 3, available: 2 })] }),
  );
  await sent(shop, {}, booked(at(course, startsAt, 2)));
  expect((await held(shop, course)).reduce((sum, { quantity }) => sum + quantity, 0)).toBe(8);
});

test("a changed draft order keeps its time and its room, also when the service does not begin then any more; a new time frees the old one", async ({
  shop,
}) => {
  const [first, second] = [await aResource(shop), await aResource(shop)];
  const session = await aService(shop, { resourceIds: [first, second], stepMinutes: 60 });
  const startsAt = hour(shop, 5);
  const blocking = await sent(shop, {}, booked(at(session, startsAt)));
  const { draftOrderId, linkToken, id } = await sent(shop, {}, booked(at(session, startsAt)));
  const resourceOf = async (checkoutId: string) =>
    (await shop.db.booking.findFirstOrThrow({ where: { checkoutId } })).resourceId;
  expect(await resourceOf(id)).toBe(second);
  await cancelDraftOrder(shop, { draftOrderId: blocking.draftOrderId, reason: "Not needed", by });

  // The first room is free again and preferred, and the service begins every five hours now.
  await shop.db.service.updateMany({
    where: { product: { variants: { some: { id: session } } } },
    data: { stepMinutes: 300 },
  });
  await press(shop, { linkToken, id });
  const draft = written({}, { ...booked(at(session, startsAt)), message: "See you" });
  expect((await priceDraftOrder(shop, { draftOrderId, draft })).lines).toMatchObject([{ free: 1 }]);
  await updateDraftOrder(shop, { draftOrderId, version: 2, draft, by });
  const { checkoutId } = await getDraftOrder(shop, { draftOrderId });
  expect(checkoutId).not.toBe(id);
  expect(await resourceOf(checkoutId ?? "")).toBe(second);
  expect(await held(shop, session)).toHaveLength(1);

  // A time that it does not begin at is not to be had anew.
  const odd = written({}, booked(at(session, new Date(startsAt.getTime() + 7 * 60_000))));
  const change = updateDraftOrder(shop, { draftOrderId, version: 3, draft: odd, by });
  await expect(change).rejects.toEqual(refusal("OUT_OF_STOCK"));
  expect((await held(shop, session)).map((booking) => booking.startsAt)).toEqual([startsAt]);
  const { next } = await listDraftOrderSlots(shop, { variantId: session, draftOrderId, quantity: 1 });
  const other = new Date(next?.startsAt ?? 0);
  const moved = written({}, booked(at(session, other)));
  await updateDraftOrder(shop, { draftOrderId, version: 3, draft: moved, by });
  expect((await held(shop, session)).map((booking) => booking.startsAt)).toEqual([other]);
});

test("a booked time that is moved or taken out ends the reservation no more: it lasts as long as staff wanted", async ({
  shop,
}) => {
  const record = await stockedVariant(shop, { onHand: 3 });
  const session = await aService(shop, { resourceIds: [await aResource(shop)] });
  const [first, later, far] = [hour(shop, 1), hour(shop, 4), new Date(hour(shop, 1).getTime() + 9 * dayMs)];
  const sentAt = shop.clock.now().getTime();
  const { draftOrderId, expiresAt } = await sent(shop, {}, booked(at(session, first)));
  expectAbout(expiresAt, first.getTime());
  const change = async (version: number, lines: object[]) => {
    await updateDraftOrder(shop, { draftOrderId, version, draft: written({}, { lines }), by });
    return (await getDraftOrder(shop, { draftOrderId })).heldUntil ?? undefined;
  };
  expectAbout(await change(2, [at(session, later)]), later.getTime());
  expectAbout(await change(3, [at(session, far)]), sentAt + 3 * dayMs);
  const reminder = await shop.db.$queryRaw<{ runAt: Date }[]>`
    select run_at as "runAt" from graphile_worker.jobs where key = ${`remind:${draftOrderId}`}`;
  expectAbout(reminder[0]?.runAt, sentAt + 3 * dayMs - 18 * hourMs);
  expectAbout(await change(4, [at(session, first)]), first.getTime());
  expectAbout(await change(5, [{ variantId: record, quantity: 1 }]), sentAt + 3 * dayMs);
  // What staff have prolonged stays, whatever was wanted at first.
  const until = new Date(sentAt + 5 * dayMs).toISOString();
  await extendDraftOrder(shop, { draftOrderId, until, by });
  expectAbout(await change(6, [{ variantId: record, quantity: 2 }]), sentAt + 5 * dayMs);
});

test("a link whose time begins in some minutes is paid on Stripe's page, which closes with the reservation", async ({
  shop,
}) => {
  const session = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = hour(shop, 0);
  await setPaymentPage(shop, "stripe");
  const { draftOrderId, linkToken, id } = await sent(shop, {}, booked(at(session, startsAt)));
  await pass(shop, startsAt.getTime() - shop.clock.now().getTime() - 12 * 60_000);
  const paid = await pressPayAtStripe(shop, { checkoutId: id, cartToken }, { linkToken });
  await setPaymentPage(shop, "shop");
  await pass(shop, 30 * 60_000);
  await expireCheckouts(shop);
  await runJobs(shop);
  expect((await shop.stripe.checkout.sessions.retrieve(paid.sessionId)).status).toBe("expired");
  expect(await stateOf(shop, draftOrderId)).toBe("expired");
});

test("time that is called off, not paid or blocked is free again, and over or blocked time is refused at its line", async ({
  shop,
}) => {
  const room = await aResource(shop);
  const session = await aService(shop, { resourceIds: [room] });
  const [one, two] = [hour(shop, 1), hour(shop, 9)];
  const off = await sent(shop, {}, booked(at(session, one)));
  await cancelDraftOrder(shop, { draftOrderId: off.draftOrderId, reason: "Changed their mind", by });
  expect(await held(shop, session)).toEqual([]);
  const unpaid = await sent(shop, {}, { ...booked(at(session, one)), holdMinutes: 60 });
  await pass(shop, hourMs + 1_000);
  await expireCheckouts(shop);
  expect(await stateOf(shop, unpaid.draftOrderId)).toBe("expired");
  expect(await held(shop, session)).toEqual([]);

  const day = two.toISOString().slice(0, 10);
  await blockResource(shop, {
    ...{ resourceId: room, requestId: randomUUID(), reason: "Repairs", by },
    ...{ from: `${day}T00:00`, to: `${day}T23:59` },
  });
  const blocked = await drafted(shop, {}, booked(at(session, two)));
  await expect(send(shop, blocked)).rejects.toEqual(refusal("OUT_OF_STOCK"));
  await pass(shop, 3 * dayMs);
  await expect(send(shop, unpaid.draftOrderId, 2)).rejects.toEqual(
    refusal("OUT_OF_STOCK", { lines: [expect.objectContaining({ available: 0 })] }),
  );
  const without = createDraftOrder(shop, {
    ...{ draftOrderId: randomUUID(), by, draft: written({ [session]: 1 }) },
  });
  await expect(without).rejects.toEqual(refusal("BOOKING_TIME_MISMATCH"));
});
