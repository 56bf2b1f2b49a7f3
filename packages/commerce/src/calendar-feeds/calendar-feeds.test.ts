import { aResource, aService, manager as by, type TestShop, test } from "@dualtrack/testkit";
import ICAL from "ical.js";
import { expect } from "vitest";
import { cancelBooking } from "../booking-actions/cancel-booking.ts";
import { moveBooking } from "../booking-actions/move-booking.ts";
import { buyBookings, hour } from "../booking-actions/testing/buy-booking.ts";
import { getResource } from "../resources/queries.ts";
import { listCalendarFeeds } from "./list-feeds.ts";
import { readCalendarFeed } from "./read-feed.ts";
import { renewCalendarFeed, revokeCalendarFeed } from "./save-feed.ts";

const tokenIn = (url: string) => /\/calendars\/([\w-]{32})\.ics$/.exec(url)?.[1] ?? "";

async function eventsIn(shop: TestShop, url: string) {
  const text = await readCalendarFeed(shop, { token: tokenIn(url) });
  if (text === null) return null;
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const { uid, sequence, startDate, endDate, summary, location, description } = new ICAL.Event(component);
    const [startsAt, endsAt] = [startDate.toJSDate(), endDate.toJSDate()];
    return { uid, sequence, startsAt, endsAt, summary, location, description, text };
  });
}

test("a room's calendar has what is booked and paid there, with new times and without what is cancelled; that of all has all", async ({
  shop,
}) => {
  const [room, other] = [await aResource(shop), await aResource(shop)];
  const variantId = await aService(shop, { resourceIds: [room] });
  const elsewhere = await aService(shop, { resourceIds: [other], capacity: 4 });
  const first = await buyBookings(shop, { variantId, startsAt: hour(shop, 1) });
  await buyBookings(shop, { variantId: elsewhere, startsAt: hour(shop, 1), quantity: 3 });
  const [ofRoom, ofAll] = [
    (await renewCalendarFeed(shop, { resourceId: room, by })).url,
    (await renewCalendarFeed(shop, { resourceId: null, by })).url,
  ];
  const { name } = await getResource(shop, { resourceId: room });
  const [event, ...more] = (await eventsIn(shop, ofRoom)) ?? [];
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    ...{ uid: first.bookingId, sequence: 0, location: name, startsAt: hour(shop, 1), endsAt: hour(shop, 2) },
    description: expect.stringMatching(/^Order DT-\d+$/),
  });
  // A name for the door, and nothing else of the customer.
  const order = await shop.db.order.findUniqueOrThrow({ where: { id: first.orderId } });
  expect(event?.summary).toContain(`: ${order.name}`);
  for (const personal of [order.email, order.phone, "1 Long Road"].filter(Boolean))
    expect(event?.text).not.toContain(personal);
  const all = (await eventsIn(shop, ofAll)) ?? [];
  expect(all.map(({ description }) => description.split("\n")[1])).toEqual(
    expect.arrayContaining([undefined, "3 places"]),
  );

  const { revision } = await shop.db.booking.findUniqueOrThrow({ where: { id: first.bookingId } });
  const startsAt = hour(shop, 5).toISOString();
  await moveBooking(shop, { bookingId: first.bookingId, revision, startsAt, resourceId: room, by });
  expect(await eventsIn(shop, ofRoom)).toMatchObject([
    { uid: first.bookingId, sequence: 1, startsAt: hour(shop, 5), endsAt: hour(shop, 6) },
  ]);
  await cancelBooking(shop, {
    ...{ bookingId: first.bookingId, requestId: crypto.randomUUID(), refundAmount: 0, note: "", by },
  });
  expect(await eventsIn(shop, ofRoom)).toEqual([]);
});

test("an address is stored as a hash, ends when it is renewed or revoked, and each change is in the log", async ({
  shop,
}) => {
  const resourceId = await aResource(shop);
  const { name } = await getResource(shop, { resourceId });
  const { url: first } = await renewCalendarFeed(shop, { resourceId, by });
  expect(JSON.stringify(await shop.db.calendarFeed.findMany())).not.toContain(tokenIn(first));
  const renewed = await Promise.all([
    renewCalendarFeed(shop, { resourceId, by }),
    renewCalendarFeed(shop, { resourceId, by }),
  ]);
  expect(await eventsIn(shop, first)).toBeNull();
  const open = await Promise.all(renewed.map(({ url }) => eventsIn(shop, url)));
  expect(open.filter((events) => events !== null)).toHaveLength(1);
  expect((await listCalendarFeeds(shop)).find((feed) => feed.resourceId === resourceId)).toMatchObject({
    ...{ name, feed: { by: by.name } },
  });
  for (const _ of ["once", "again"]) await revokeCalendarFeed(shop, { resourceId, by });
  for (const { url } of renewed) expect(await eventsIn(shop, url)).toBeNull();
  expect((await listCalendarFeeds(shop)).find((feed) => feed.resourceId === resourceId)?.feed).toBeNull();
  const entries = await shop.db.auditEntry.findMany({ where: { subject: name }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual([
    ...["calendar_feed.renew", "calendar_feed.renew", "calendar_feed.renew", "calendar_feed.revoke"],
  ]);
  await expect(renewCalendarFeed(shop, { resourceId: crypto.randomUUID(), by })).rejects.toMatchObject({
    code: "RESOURCE_NOT_FOUND",
  });
});

test("a thousand bookings are one calendar that a program reads, of a month before to a year ahead", async ({
  shop,
}) => {
  const resourceId = await aResource(shop);
  const variantId = await aService(shop, { resourceIds: [resourceId], capacity: 500 });
  const { bookingId } = await buyBookings(shop, { variantId, startsAt: hour(shop, 1) });
  // As many customers would need minutes to pay; each has a checkout of their own.
  await shop.db.$executeRaw`
    with made as (
      insert into checkout (id, state, owner_hash, currency, base_currency, exchange_rate, expires_at, next_sync_at)
      select gen_random_uuid(), 'completed', '', 'eur', 'eur', 1, now(), now() from generate_series(1, 1002)
      returning id
    ), quoted as (
      insert into checkout_quote (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount,
        total_amount, quoted_at)
      select id, 1, 0, 0, 0, 0, 0, now() from made
    )
    insert into booking (id, checkout_id, position, product_id, variant_id, resource_id, candidate_ids, quantity, capacity,
      starts_at, ends_at, busy_from, busy_until, state, free_cancel_hours, late_keep_percent, created_at)
    select gen_random_uuid(), made.id, 0, b.product_id, b.variant_id, b.resource_id, b.candidate_ids, 1, 500,
      at, at + interval '1 hour', at, at + interval '1 hour', 'confirmed', 24, 100, now()
    from (select id, row_number() over () n from made) made, booking b,
      lateral (select case n
        when 1 then ${shop.clock.now()}::timestamptz - interval '32 days'
        when 2 then ${shop.clock.now()}::timestamptz + interval '367 days'
        else b.starts_at + (n % 300 + 1) * interval '1 day' end at) times
    where b.id = ${bookingId}::uuid`;
  const { url } = await renewCalendarFeed(shop, { resourceId, by });
  const events = (await eventsIn(shop, url)) ?? [];
  expect(events).toHaveLength(1_001);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(1_001);
  // The same as long as nothing changes: programs are told so by its tag.
  const again = await readCalendarFeed(shop, { token: tokenIn(url) });
  expect(again).toBe(events[0]?.text);
});
