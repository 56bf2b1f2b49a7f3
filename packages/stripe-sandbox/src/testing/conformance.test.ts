import { expect, test } from "vitest";
import { assertStripeShape } from "./conformance.ts";

test("the check of shapes notices a wrong value, a missing key, and an unknown object", () => {
  const refund = { id: "re_1", object: "refund", amount: 5, created: 1, currency: "usd" };
  expect(() => assertStripeShape(refund, "it")).toThrow("x-present-or-null");
  expect(() => assertStripeShape({ ...refund, amount: "5" }, "it")).toThrow("/amount must be integer");
  expect(() => assertStripeShape({ object: "unicorn" }, "it")).toThrow("unicorn");
  expect(() => assertStripeShape({ error: { type: "rudeness" } }, "it")).toThrow("/error/type");
});
