import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { errorMessage, signInMessage, timeAgo } from "./messages.ts";

const now = Date.parse("2026-03-10T12:00:00Z");
const minutes = 60_000;

test.each([
  [0, "just now"],
  [-5 * minutes, "just now"], // the server's clock may be ahead of the browser's
  [59_000, "just now"],
  [5 * minutes, "5 min ago"],
  [62_000, "1 min ago"],
  [59.9 * minutes, "59 min ago"],
  [60 * minutes, "1 h ago"],
  [26 * 60 * minutes, "26 h ago"],
  [50 * 60 * minutes, "2 days ago"],
  [8 * 24 * 60 * minutes, "2 Mar"],
  [400 * 24 * 60 * minutes, "3 Feb 2025"],
])("%d ms before now is told as “%s”", (before, message) => {
  expect(timeAgo(new Date(now - before).toISOString(), now)).toBe(message);
});

test("a refusal explains its rule, a fault shows its request id, a lost network says what to do", () => {
  const answered = (data: object) =>
    TRPCClientError.from({ error: { code: -32_000, message: "for the log", data } });
  const refusal = { code: "ORDER_CANNOT_MOVE", details: { from: "cancelled", to: "confirmed" } };
  expect(errorMessage(answered({ refusal }))).toBe("An order that is cancelled can't become confirmed.");
  expect(errorMessage(answered({ refusal: null, requestId: "r-1" }))).toContain("log is r-1");
  expect(errorMessage(TRPCClientError.from(new TypeError("Failed to fetch")))).toContain("can't be reached");
});

test("a request that is not valid says why, and names no fault of the log", () => {
  const answered = (message: string, fields: object | null) =>
    TRPCClientError.from({
      error: {
        code: -32_600,
        message,
        data: { code: "BAD_REQUEST", requestId: "r-1", refusal: null, fields },
      },
    });
  expect(errorMessage(answered("This has a character that can't be used.", null))).toBe(
    "This has a character that can't be used.",
  );
  expect(errorMessage(answered("[…]", { name: ["The name is missing"], price: ["It is too high"] }))).toBe(
    "The name is missing. It is too high",
  );
});

test("after too many attempts the message says how long to wait", () => {
  expect(signInMessage({ kind: "too_many", retryAfter: 42 })).toContain("42 s,");
});
