import { expect, test } from "vitest";
import { deadlineTime, timeLeftText } from "./dispute-badges.ts";

test("the time that is left to answer", () => {
  const now = Date.parse("2026-12-02T10:00:00Z");
  expect(timeLeftText("2026-12-08T10:00:00Z", now)).toBe("6 days left");
  expect(timeLeftText("2026-12-04T09:59:00Z", now)).toBe("47 h left");
  expect(timeLeftText("2026-12-02T11:30:00Z", now)).toBe("1 h left");
  expect(timeLeftText("2026-12-02T10:00:00Z", now)).toBe("the time is up");
  expect(deadlineTime("2026-12-08T10:00:00Z")).toMatch(/^Tue 8 Dec,? \d\d:\d\d$/);
});
