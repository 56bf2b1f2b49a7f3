import { expect, test } from "vitest";
import { fixedText, soonText } from "./booking-texts.ts";

const terms = { price: { amount: 4_500, currency: "eur" }, freeCancelHours: 24, lateKeepPercent: 50 };
const startsAt = "2031-06-10T12:00:00.000Z";
const at = (iso: string) => ({ startsAt, now: Date.parse(iso) });
const soon = at("2031-06-09T12:00:01.000Z");

test("a time until which the booking stays free to cancel has no warning", () => {
  expect(soonText(terms, at("2031-06-09T12:00:00.000Z"))).toBeNull();
  expect(soonText({ ...terms, freeCancelHours: 0 }, at("2031-06-10T11:59:00.000Z"))).toBeNull();
});

test("a time that begins sooner says what is given up", () => {
  const moved = "This time begins in less than 24 h. Once you have moved to it, it can’t be moved any more";
  expect(soonText(terms, soon)).toBe(`${moved}, and you get only 50 % of its price back if you cancel it.`);
  expect(soonText({ ...terms, lateKeepPercent: 100 }, soon)).toBe(
    `${moved}, and you get nothing back if you cancel it.`,
  );
  expect(soonText({ ...terms, lateKeepPercent: 0 }, soon)).toBe(`${moved}.`);
  expect(soonText({ ...terms, price: { ...terms.price, amount: 0 } }, soon)).toBe(`${moved}.`);
});

test("a booking whose time can't be changed says until when it could be, or that it never could", () => {
  const movableUntil = "2031-06-09T12:00:00.000Z";
  const textOf = (placedAt: string) => fixedText({ movableUntil }, { placedAt, timeZone: "UTC" });
  expect(textOf("2031-06-09T12:00:01.000Z")).toBe("It begins too soon for its time to be changed.");
  expect(textOf(movableUntil)).toMatch(/^Its time could be changed until Mon,? 9 June.* 12:00/);
});
