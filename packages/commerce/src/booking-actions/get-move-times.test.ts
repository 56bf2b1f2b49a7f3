import { aResource, aService, manager as by, type TestShop, test } from "@dualtrack/testkit";
import { expect } from "vitest";
import { inZone } from "../day-in-zone.ts";
import { blockResource, getMoveTimes } from "../index.ts";
import { buyBookings, hour } from "./testing/buy-booking.ts";

/** The day that is so many days after the first one that can be booked. */
function dayAfter(shop: TestShop, days: number): Temporal.PlainDate {
  return inZone(hour(shop, 24), shop.settings.timeZone).toPlainDate().add({ days });
}

test("staff see the free times of the day and room, and what is closed is remarked", async ({ shop }) => {
  const { timeZone } = shop.settings;
  const [room, other] = [await aResource(shop), await aResource(shop)];
  const closed = dayAfter(shop, 20);
  const day = dayAfter(shop, 10);
  // Opens on the evening, too, until one at night: on the day before `closed` as on all others.
  const week = Array.from({ length: 7 }, () => [
    { from: "10:00", to: "14:00" },
    { from: "22:00", to: "01:00" },
  ]);
  await shop.db.resource.updateMany({ where: { id: room }, data: { week } });
  await shop.db.shopHours.update({
    where: { id: 1 },
    data: {
      exceptions: [{ from: closed.toString(), to: closed.toString(), name: "Stocktaking", openings: [] }],
    },
  });
  const at = (time: string, date = day) =>
    new Date(date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
  // A day's notice and a week to book are rules for customers.
  const variantId = await aService(shop, {
    ...{ resourceIds: [other, room], stepMinutes: 60, bufferAfterMinutes: 30, horizonDays: 30 },
  });
  const { bookingId } = await buyBookings(shop, { variantId, startsAt: at("10:00") });
  await shop.db.service.updateMany({ data: { leadMinutes: 60 * 24 * 15, horizonDays: 1 } });
  await shop.db.booking.update({ where: { id: bookingId }, data: { resourceId: room } });
  await blockResource(shop, {
    ...{ resourceId: room, requestId: crypto.randomUUID(), reason: "", by },
    ...{ from: `${day}T13:15`, to: `${day}T14:00` },
  });
  const timesAt = (startsAt: string, resourceId = room) =>
    getMoveTimes(shop, { bookingId, resourceId, startsAt });

  // 12:00 goes with its buffer to 13:30, and 13:00 to 14:30; its own time is no obstacle.
  const free = ["00:00", "10:00", "11:00", "22:00", "23:00"].map((time) => at(time).toISOString());
  expect(await timesAt(`${day}T10:00`)).toEqual({ day: day.toString(), free, closed: null });
  // From 0:00 to 1:00 the evening before goes on.
  for (const time of ["00:00", "23:00"]) expect((await timesAt(`${day}T${time}`)).closed).toBeNull();

  const openings = [
    { from: at("10:00").toISOString(), until: at("14:00").toISOString() },
    { from: at("22:00").toISOString(), until: new Date(at("22:00").getTime() + 3 * 3_600_000).toISOString() },
  ];
  for (const time of ["09:59", "13:01", "14:00", "21:30"])
    expect((await timesAt(`${day}T${time}`)).closed).toEqual({ exception: null, openings });
  expect(await timesAt(`${closed}T10:00`)).toEqual({
    ...{ day: closed.toString(), free: [at("00:00", closed).toISOString()] },
    closed: { exception: "Stocktaking", openings: [] },
  });
  // Another room has hours and times of its own, and the day is closed there as well.
  expect((await timesAt(`${day}T14:00`, other)).closed).toBeNull();
  expect((await timesAt(`${day}T14:00`, other)).free).toHaveLength(24);
  expect((await timesAt(`${closed}T14:00`, other)).free).toEqual([]);
  await expect(timesAt(`${day}T14:00`, crypto.randomUUID())).rejects.toMatchObject({
    code: "RESOURCE_NOT_FOUND",
  });
});
