import { expect, test } from "vitest";
import { timeLeft } from "./countdown.tsx";

test("the time left is shown to the second, and with hours if there are any", () => {
  expect([65_000, 872_000, 7_500_000, 59_001, 0, -5_000].map(timeLeft)).toEqual([
    "1:05",
    "14:32",
    "2 h 05 min",
    "1:00",
    "ending",
    "ending",
  ]);
});
