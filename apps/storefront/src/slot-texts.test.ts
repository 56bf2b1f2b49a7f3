import { expect, test } from "vitest";
import {
  bookedSpanText,
  bookedTimeText,
  durationText,
  ownTimeText,
  placeOf,
  slotText,
  slotTime,
  slotTimeWithOffset,
} from "./slot-texts.ts";

test("a time is that of the shop's clocks, with the year if it is another one", () => {
  expect(slotTime("2031-06-10T12:00:00Z", "Europe/Vienna")).toBe("14:00");
  expect(slotText("2031-06-10T12:00:00Z", "Europe/Vienna")).toMatch(/^Tue,? 10 June 2031, 14:00$/);
});

test("a booked time has its end, with the day if that is another one", () => {
  const until = (end: string, own = "Europe/Vienna") =>
    bookedSpanText({ startsAt: "2031-06-10T20:00:00Z", endsAt: end }, "Europe/Vienna", own);
  expect(until("2031-06-10T21:30:00Z")).toMatch(/^Tue,? 10 June 2031, 22:00–23:30$/);
  expect(until("2031-06-10T23:00:00Z")).toMatch(/^Tue,? 10 June 2031, 22:00 – Wed,? 11 June 2031, 01:00$/);
  expect(until("2031-06-10T21:30:00Z", "Europe/London")).toMatch(/22:00–23:30 in Vienna \(21:00 for you\)$/);
});

test("a customer in another zone sees their own time, with the day if that is another one", () => {
  const own = (iso: string, zone: string) => ownTimeText(iso, "Europe/Vienna", zone);
  expect(own("2031-06-10T12:00:00Z", "Europe/Berlin")).toBeNull();
  expect(own("2031-06-10T12:00:00Z", "America/New_York")).toBe("08:00");
  expect(own("2031-06-10T22:30:00Z", "America/New_York")).toMatch(/^Tue,? 10 June, 18:30$/);
  // Between the changes of both zones the difference is an hour less.
  expect(own("2031-03-20T12:00:00Z", "America/New_York")).toBe("08:00");
});

test("a time on its own names the place of its clocks where the customer's show another one", () => {
  const text = (own: string) => bookedTimeText("2031-06-10T17:00:00Z", "UTC", own);
  expect(text("America/Chicago")).toMatch(/^Tue,? 10 June 2031, 17:00 in UTC \(12:00 for you\)$/);
  expect(text("Africa/Abidjan")).toMatch(/^Tue,? 10 June 2031, 17:00$/);
});

test("a time that comes twice is told apart by its offset", () => {
  const texts = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((iso) =>
    slotTimeWithOffset(iso, "Europe/Berlin"),
  );
  expect(texts).toEqual(["02:30 GMT+2", "02:30 GMT+1"]);
});

test("places and durations", () => {
  expect(placeOf("America/New_York")).toBe("New York");
  expect([45, 120, 90].map(durationText)).toEqual(["45 min", "2 h", "1 h 30 min"]);
});
