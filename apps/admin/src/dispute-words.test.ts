import { expect, test } from "vitest";
import { deadlineTime, disputeReasonWords, fraudTypeWords, timeLeftWords } from "./dispute-words.ts";

test("what Stripe invents later is readable", () => {
  expect(disputeReasonWords("parcel_eaten_by_dog")).toBe("parcel eaten by dog");
  expect(fraudTypeWords("made_with_telepathy")).toBe("made with telepathy");
});

test("how long there is to answer", () => {
  const now = Date.parse("2026-12-02T10:00:00Z");
  expect(timeLeftWords("2026-12-08T10:00:00Z", now)).toBe("6 days left");
  expect(timeLeftWords("2026-12-04T09:59:00Z", now)).toBe("47 hours left");
  expect(timeLeftWords("2026-12-02T11:30:00Z", now)).toBe("90 minutes left");
  expect(timeLeftWords("2026-12-02T10:01:10Z", now)).toBe("1 minute left");
  expect(timeLeftWords("2026-12-02T10:00:00Z", now)).toBe("the time is up");
  expect(deadlineTime("2026-12-08T10:00:00Z")).toMatch(/^Tue 8 Dec,? \d\d:\d\d$/);
});
