import { expect, test } from "vitest";
import { blockResourceInput } from "./resource-inputs.ts";

const id = "0198c5a1-0000-7000-8000-000000000000";
const block = (from: string, to: string) =>
  blockResourceInput.safeParse({ resourceId: id, requestId: id, from, to, reason: "" });

test.for([
  "2026-02-31T10:00",
  "2026-02-29T10:00",
  "2026-19-39T10:00",
  "2026-00-10T10:00",
  "2026-10-10T24:00",
  "2026-10-10T10:60",
  "2026-10-10T10:00Z",
  "2026-10-10T10:00:00",
  "2026-10-10",
  "1026-10-10T10:00",
  "",
])("%s is no time to block from or until, and that is said", (time) => {
  expect(block(time, "2199-01-01T10:00").error?.issues[0]).toMatchObject({
    ...{ path: ["from"], message: "Write a day and a time" },
  });
  expect(block("2000-01-01T10:00", time).error?.issues[0]).toMatchObject({
    ...{ path: ["to"], message: "Write a day and a time" },
  });
});

test("the last minute of a leap year's February is a time to block", () => {
  expect(block("2028-02-29T00:00", "2028-02-29T23:59").success).toBe(true);
});
