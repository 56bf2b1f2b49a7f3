import { expect, test } from "vitest";
import { blockedText } from "./blocked-text.ts";

test("a block names the orders that are booked in it, with their times, and how many more", () => {
  const text = (count: number, ...orderNumbers: (string | null)[]) => {
    const bookings = orderNumbers.map((orderNumber) => ({ orderNumber, startsAt: "2031-06-10T12:00:00Z" }));
    return blockedText({ count, bookings }, "Europe/Vienna").replaceAll("Tue,", "Tue");
  };
  expect(text(0)).toBe("The time is blocked. Nothing was booked in it.");
  expect(text(1, "DT-1001")).toBe(
    "The time is blocked for new bookings. In it already, and stays: DT-1001 (Tue 10 June 2031, 14:00).",
  );
  expect(text(12, "DT-1001", null)).toContain(
    "and stay: DT-1001 (Tue 10 June 2031, 14:00); not paid yet (Tue 10 June 2031, 14:00); 10 more.",
  );
});
