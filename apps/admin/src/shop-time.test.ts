import { expect, test } from "vitest";
import { repeatedOffset, shopSpan, shopTime } from "./shop-time.ts";

test("an hour that comes twice says its offset, and no other does", () => {
  const offsets = (hours: string[], timeZone: string) =>
    hours.map((hour) => repeatedOffset(`${hour}:00.000Z`, timeZone));
  expect(
    offsets(
      ["2026-10-24T23:59", "2026-10-25T00:00", "2026-10-25T00:45", "2026-10-25T01:00", "2026-10-25T02:00"],
      "Europe/Vienna",
    ),
  ).toEqual([null, "GMT+2", "GMT+2", "GMT+1", null]);
  // Half an hour only.
  expect(
    offsets(["2026-04-04T14:15", "2026-04-04T14:45", "2026-04-04T15:15"], "Australia/Lord_Howe"),
  ).toEqual([null, "GMT+11", "GMT+10:30"]);
  expect(offsets(["2026-03-29T01:00", "2026-06-10T12:00"], "Europe/Vienna")).toEqual([null, null]);
  expect(offsets(["2026-10-25T00:30"], "UTC")).toEqual([null]);
});

test("a span across the repeated hour says which of both it means", () => {
  expect(shopTime("2026-10-25T01:30:00.000Z", "Europe/Vienna")).toBe("Sun 25 October 2026, 02:30 GMT+1");
  expect(shopSpan("2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z", "Europe/Vienna")).toBe(
    "Sun 25 October 2026, 02:30 GMT+2–02:30 GMT+1",
  );
  expect(shopSpan("2026-06-10T12:00:00.000Z", "2026-06-10T13:00:00.000Z", "Europe/Vienna")).toBe(
    "Wed 10 June 2026, 14:00–15:00",
  );
});
