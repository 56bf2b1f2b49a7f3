import { randomUUID } from "node:crypto";
import { connect } from "@dualtrack/db";
import {
  aResource,
  aService,
  manager as by,
  contact,
  openTestShop,
  runJobs,
  type TestShop,
  test,
} from "@dualtrack/testkit";
import ICAL from "ical.js";
import { expect } from "vitest";
import {
  cancelBooking,
  cancelOrder,
  cancelOwnBooking,
  getOrderCalendar,
  moveBooking,
  moveOwnBooking,
  orderToken,
  refundOrder,
  remindBookings,
  resendConfirmation,
} from "../index.ts";
import { createMailer } from "../notifications/create-mailer.ts";
import { spanText } from "../notifications/mail-times.ts";
import { openMailServer } from "../notifications/testing/open-mail-server.ts";
import { syncPayment } from "../payments/sync-payment.ts";
import { buyBookings, hour } from "./testing/buy-booking.ts";

const hourMs = 60 * 60_000;
const minuteMs = 60_000;

interface ReadCalendar {
  method: string;
  events: {
    uid: string;
    revision: number;
    startsAt: string;
    endsAt: string;
    status: string;
    location: string;
  }[];
}

/** The calendar files of a mail as another program reads them, those behind paper clips after the one in its text. */
function calendarsOf(mail: string): ReadCalendar[] {
  return mail
    .split(/^--\S+$/m)
    .filter((part) => /^Content-Type: (text\/calendar|application\/ics)/im.test(part))
    .map((part) => {
      const [head = "", ...body] = part.trim().split("\r\n\r\n");
      const isBase64 = /^Content-Transfer-Encoding: base64/im.test(head);
      const text = isBase64
        ? Buffer.from(body.join(""), "base64").toString()
        : body.join("\r\n\r\n").replaceAll("=\r\n", "").replaceAll("=3D", "=");
      return readCalendar(text);
    });
}

function readCalendar(text: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return {
    method: String(calendar.getFirstPropertyValue("method")),
    events: calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        revision: event.sequence,
        startsAt: event.startDate.toJSDate().toISOString(),
        endsAt: event.endDate.toJSDate().toISOString(),
        status: String(component.getFirstPropertyValue("status")),
        location: event.location,
      };
    }),
  };
}

const subjectOf = (mail: string) => /^Subject: (.*)$/m.exec(mail.replaceAll(/\r\n[ \t]/g, " "))?.[1]?.trim();
const remindersOf = (shop: TestShop, orderId: string) =>
  shop.db.mail.findMany({ where: { orderId, kind: "booking_reminder" }, orderBy: { createdAt: "asc" } });
const advanceTo = (shop: TestShop, at: number) => shop.clock.advance(at - shop.clock.now().getTime());

test("one calendar entry from the confirmation over a move to the cancellation, in mails that a real server takes", async () => {
  await using mailServer = await openMailServer();
  await using shop = await openTestShop();
  shop.mailer = createMailer(mailServer.url);
  const resourceId = await aResource(shop);
  const { name } = await shop.db.resource.findUniqueOrThrow({ where: { id: resourceId } });
  const variantId = await aService(shop, { resourceIds: [resourceId] });
  const [one, two, later] = [hour(shop, 48), hour(shop, 72), hour(shop, 50)];
  const bought = await buyBookings(shop, { variantId, startsAt: one }, { variantId, startsAt: two });
  const { orderId, bookingId } = bought;
  const second = bought.bookings[1]?.id ?? "";
  await runJobs(shop);
  await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: later });
  await runJobs(shop);
  await moveBooking(shop, { bookingId, revision: 1, startsAt: one.toISOString(), resourceId, by });
  await runJobs(shop);
  await cancelOwnBooking(shop, { orderId, bookingId, refundAmount: 4_000 });
  await runJobs(shop);

  const span = (startsAt: Date) => ({
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + hourMs).toISOString(),
  });
  const event = (uid: string, revision: number, startsAt: Date, status = "CONFIRMED") => ({
    ...{ uid, revision, ...span(startsAt), status, location: `${name}, ${shop.settings.shopName}` },
  });
  const expected = [
    ["is confirmed", { method: "PUBLISH", events: [event(bookingId, 0, one), event(second, 0, two)] }],
    ["has a new time", { method: "PUBLISH", events: [event(bookingId, 1, later)] }],
    ["has a new time", { method: "PUBLISH", events: [event(bookingId, 2, one)] }],
    ["is cancelled", { method: "CANCEL", events: [event(bookingId, 3, one, "CANCELLED")] }],
  ] as const;
  for (const [place, [subject, calendar]] of expected.entries()) {
    const mail = mailServer.received[place] ?? "";
    expect(subjectOf(mail)).toContain(subject);
    // In the text, where mail programs look for it, and to be saved.
    expect(calendarsOf(mail)).toEqual([calendar, calendar]);
    expect(mail).toMatch(/filename="?booking\.ics"?/);
  }
  expect(calendarsOf(mailServer.received[4] ?? "")).toEqual([]); // the refund is sent: it is known that it is free
  const kept = readCalendar(await getOrderCalendar(shop, { token: orderToken(shop, orderId) }));
  expect(kept).toEqual({ method: "PUBLISH", events: [event(second, 0, two)] });
  await cancelBooking(shop, { bookingId: second, requestId: randomUUID(), refundAmount: 0, note: "", by });
  await expect(getOrderCalendar(shop, { token: orderToken(shop, orderId) })).rejects.toMatchObject({
    code: "BOOKING_NOT_FOUND",
  });
  await expect(getOrderCalendar(shop, { token: `${orderId}.wrong` })).rejects.toMatchObject({
    code: "ORDER_NOT_FOUND",
  });
});

test("an order that staff cancel, and a line that they refund, take what was booked out of calendars: a file for each", async () => {
  await using mailServer = await openMailServer();
  await using shop = await openTestShop();
  shop.mailer = createMailer(mailServer.url);
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const times = [hour(shop, 48), hour(shop, 50)].map((startsAt) => ({ variantId, startsAt }));
  const bought = await buyBookings(shop, ...times);
  await cancelOrder(shop, { orderId: bought.orderId, requestId: randomUUID(), note: "", by });
  await runJobs(shop);
  const cancelled = mailServer.received.find((mail) => subjectOf(mail)?.includes("is cancelled")) ?? "";
  const uids = bought.bookings.map(({ id }) => id);
  const read = calendarsOf(cancelled);
  expect(read.every(({ method, events }) => method === "CANCEL" && events.length === 1)).toBe(true);
  expect([...new Set(read.map(({ events }) => events[0]?.uid))]).toEqual(uids);

  const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt: hour(shop, 48) });
  const { lines } = await shop.db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: true },
  });
  await refundOrder(shop, {
    ...{ orderId, requestId: randomUUID(), amount: 4_000, reason: "requested_by_customer", note: "", by },
    lines: lines.map(({ id }) => ({ orderLineId: id, quantity: 1, restock: false })),
  });
  await runJobs(shop);
  const refunded = mailServer.received.at(-1) ?? "";
  expect(calendarsOf(refunded)[0]).toMatchObject({
    method: "CANCEL",
    events: [{ uid: bookingId, revision: 1 }],
  });
});

test("a confirmation that staff send once more has the time that it was moved to", async ({ shop }) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt: hour(shop, 48) });
  await moveOwnBooking(shop, { orderId, bookingId, revision: 0, startsAt: hour(shop, 60) });
  await resendConfirmation(shop, { orderId, by });
  const { calendars } = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind: "order_confirmed" } });
  expect(readCalendar(calendars[0] ?? "").events).toMatchObject([
    { uid: bookingId, revision: 1, startsAt: hour(shop, 60).toISOString() },
  ]);
});

test("a customer is reminded once, by whichever of two processes, and again at a new time", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)], reminderHours: 12 });
  const startsAt = hour(shop, 48);
  const { orderId, bookingId } = await buyBookings(shop, { variantId, startsAt });
  await remindBookings(shop);
  advanceTo(shop, startsAt.getTime() - 12 * hourMs - minuteMs);
  await remindBookings(shop);
  expect(await remindersOf(shop, orderId)).toEqual([]);
  shop.clock.advance(minuteMs);
  const db = connect(shop.databaseUrl, { maxConnections: 4 });
  await Promise.all(
    Array.from({ length: 8 }, (_, run) => remindBookings(run % 2 === 0 ? shop : { ...shop, db })),
  );
  await db.$disconnect();
  await remindBookings(shop);
  const [first, ...others] = await remindersOf(shop, orderId);
  expect([first?.recipient, others]).toEqual([contact.email, []]);
  expect(first?.text).toContain("is booked for you from");
  expect(first?.calendars).toEqual([]);

  const later = new Date(startsAt.getTime() + 72 * hourMs);
  const { resourceId } = await shop.db.booking.findUniqueOrThrow({ where: { id: bookingId } });
  await moveBooking(shop, { bookingId, revision: 0, startsAt: later.toISOString(), resourceId, by });
  await remindBookings(shop);
  expect(await remindersOf(shop, orderId)).toHaveLength(1);
  advanceTo(shop, later.getTime() - 11 * hourMs);
  await remindBookings(shop);
  await remindBookings(shop);
  expect(await remindersOf(shop, orderId)).toHaveLength(2);
});

test("nobody is reminded of what was cancelled, is being refunded, was booked or moved within those hours, or has begun", async ({
  shop,
}) => {
  const resourceIds = [await aResource(shop)];
  const variantId = await aService(shop, { resourceIds });
  const silent = await aService(shop, { resourceIds: [await aResource(shop)], reminderHours: 0 });
  const soon = await buyBookings(shop, { variantId, startsAt: hour(shop, -4) });
  const [day, late] = [hour(shop, 48), hour(shop, 50)];
  const cancelled = await buyBookings(shop, { variantId, startsAt: day });
  await cancelOwnBooking(shop, { ...cancelled, refundAmount: 4_000 });
  const refunded = await buyBookings(shop, { variantId, startsAt: day });
  const { lines } = await shop.db.order.findUniqueOrThrow({
    where: { id: refunded.orderId },
    include: { lines: true },
  });
  const without = await buyBookings(shop, { variantId: silent, startsAt: day });
  const moved = await buyBookings(shop, { variantId, startsAt: hour(shop, 72) });
  const begun = await buyBookings(shop, { variantId, startsAt: late });
  await refundOrder(shop, {
    ...{ orderId: refunded.orderId, requestId: randomUUID(), amount: 4_000, reason: "requested_by_customer" },
    ...{ note: "", lines: [{ orderLineId: lines[0]?.id ?? "", quantity: 1, restock: false }], by },
  });
  advanceTo(shop, day.getTime() - 20 * hourMs);
  await moveBooking(shop, {
    ...{ bookingId: moved.bookingId, revision: 0, resourceId: resourceIds[0] ?? "", by },
    startsAt: new Date(day.getTime() + 3 * hourMs).toISOString(),
  });
  await remindBookings(shop);
  advanceTo(shop, late.getTime());
  await shop.db.booking.update({ where: { id: begun.bookingId }, data: { remindedAt: null } });
  await remindBookings(shop);
  for (const { orderId } of [soon, cancelled, refunded, without, moved])
    expect(await remindersOf(shop, orderId)).toEqual([]);
  expect(await remindersOf(shop, begun.orderId)).toHaveLength(1); // while it was still to come
});

test("while a bank works on a refund its mail says what will be free; when it has arrived another one takes it out of calendars", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const startsAt = hour(shop, 48);
  const bought = await buyBookings(shop, { variantId, startsAt, card: "pm_card_pendingRefund" });
  const { orderId, bookingId, paymentIntentId } = bought;
  await refundOrder(shop, {
    ...{ orderId, requestId: randomUUID(), amount: 4_000, lines: [], reason: "other", note: "", by },
  });
  await runJobs(shop);
  const kinds = ["refund_sent", "booking_cancelled"] as const;
  const [sent, nothing] = await Promise.all(
    kinds.map((kind) => shop.db.mail.findFirst({ where: { orderId, kind } })),
  );
  const time = spanText({ startsAt, endsAt: new Date(startsAt.getTime() + hourMs) }, shop.settings.timeZone);
  expect(sent?.text).toMatch(/When it has arrived, this is not booked for you any more: Session \w+, /);
  expect(sent?.text).toContain(time);
  expect([sent?.calendars, nothing]).toEqual([[], null]);
  const { stripeRefundId } = await shop.db.refund.findFirstOrThrow({ where: { paymentIntentId } });
  await shop.outside.decideRefund(stripeRefundId, { outcome: "succeed" });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  await syncPayment(shop, { paymentIntentId, track: "sync" });
  const [freed, ...others] = await shop.db.mail.findMany({ where: { orderId, kind: "booking_cancelled" } });
  expect(freed?.text).toContain(`Your refund is done: `);
  expect(readCalendar(freed?.calendars[0] ?? "")).toMatchObject({
    ...{ method: "CANCEL", events: [{ uid: bookingId, revision: 1, status: "CANCELLED" }] },
  });
  expect(others).toEqual([]);
});

test("mails name booked times on the customer's clocks, too, if those say something else", async ({
  shop,
}) => {
  const variantId = await aService(shop, { resourceIds: [await aResource(shop)] });
  const own = "Asia/Kathmandu";
  const bought = (startsAt: Date, timeZone: string | undefined) =>
    buyBookings(shop, { variantId, startsAt, ...(timeZone && { timeZone }) });
  const span = (startsAt: Date, zone: string) =>
    spanText({ startsAt, endsAt: new Date(startsAt.getTime() + hourMs) }, zone);
  const mailOf = async (orderId: string, kind: "order_confirmed" | "booking_moved") => {
    const mail = await shop.db.mail.findFirstOrThrow({ where: { orderId, kind } });
    return { text: mail.text.replaceAll(/\s+/g, " "), html: mail.html };
  };
  const away = await bought(hour(shop, 1), own);
  const confirmed = await mailOf(away.orderId, "order_confirmed");
  for (const part of [confirmed.text, confirmed.html])
    expect(part).toContain(
      `${span(away.startsAt, shop.settings.timeZone)}; for you ${span(away.startsAt, own)}`,
    );
  await moveOwnBooking(shop, {
    ...{ orderId: away.orderId, bookingId: away.bookingId, revision: 0, startsAt: hour(shop, 30) },
  });
  const moved = await mailOf(away.orderId, "booking_moved");
  expect(moved.text).toContain(`On your clock that is from ${span(hour(shop, 30), own)}.`);
  for (const [place, zone] of [undefined, shop.settings.timeZone, "Mars/Olympus"].entries()) {
    const here = await bought(hour(shop, 50 + place), zone);
    const { text } = await mailOf(here.orderId, "order_confirmed");
    expect(text).toContain(span(here.startsAt, shop.settings.timeZone));
    expect(text).not.toContain("for you");
    expect(
      await shop.db.checkout.findFirst({
        where: { order: { id: here.orderId } },
        select: { timeZone: true },
      }),
    ).toEqual({
      timeZone: zone === shop.settings.timeZone ? zone : null,
    });
  }
});
