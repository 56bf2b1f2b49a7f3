import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarEvent, calendarMethod, calendarText } from "./calendar-text.ts";

const event = (values: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "0198c5a1-0000-7000-8000-000000000000",
  revision: 0,
  changedAt: new Date("2026-03-01T10:00:00Z"),
  startsAt: new Date("2026-03-29T00:30:00Z"),
  endsAt: new Date("2026-03-29T01:30:00Z"),
  title: "An hour in the booth",
  location: "Booth",
  description: "Order DT-1042",
  url: "https://shop.example/orders/1",
  isCancelled: false,
  ...values,
});
const organizer = { name: "The shop", email: "shop@example.com" };
const write = (...events: CalendarEvent[]) => calendarText({ name: "The shop", organizer, events });
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const found = new ICAL.Event(component);
    return {
      uid: found.uid,
      revision: found.sequence,
      startsAt: found.startDate.toJSDate(),
      endsAt: found.endDate.toJSDate(),
      title: found.summary,
      location: found.location,
      description: found.description,
      status: component.getFirstPropertyValue("status"),
      url: component.getFirstPropertyValue("url"),
    };
  });
};

test("another program reads what was written, across a change of the clocks", () => {
  const { isCancelled: _, changedAt: __, ...values } = event();
  expect(read(write(event()))).toEqual([{ ...values, status: "CONFIRMED" }]);
  expect(calendarMethod(write(event()))).toBe("PUBLISH");
});

test("a cancelled event is taken out of calendars, with a higher number than before", () => {
  const text = write(event({ isCancelled: true, revision: 2 }));
  expect(calendarMethod(text)).toBe("CANCEL");
  expect(read(text)).toMatchObject([{ revision: 2, status: "CANCELLED" }]);
  // One that others stand beside does not cancel them.
  expect(calendarMethod(write(event({ isCancelled: true }), event({ uid: "other" })))).toBe("PUBLISH");
});

test("a calendar without events is one, too", () => {
  expect(calendarMethod(write())).toBe("PUBLISH");
  expect(read(write())).toEqual([]);
});

test("any text comes back as it was, on lines of at most 75 octets", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 300 })
    // Line ends are one, and spaces at the ends are none, in every program.
    .map((any) => any.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\n").trim())
    .filter((any) => any !== "");
  fc.assert(
    fc.property(text, text, (title, description) => {
      const written = write(event({ title, description }));
      for (const line of written.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(written.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      expect(read(written)).toMatchObject([{ title, description }]);
    }),
  );
});
