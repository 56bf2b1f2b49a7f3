import { expect, test } from "vitest";
import { readStripeEndpoints } from "../spec/stripe-endpoints.ts";
import { route } from "./route.ts";
import { createRouter } from "./router.ts";

test("what Stripe has by name is not taken for an id", () => {
  const invoice = route("GET", "/v1/invoices/{id}", () => ({ object: "invoice" }), { covers: [] });
  const match = createRouter([invoice], readStripeEndpoints().isNamed);
  expect(match("GET", "/v1/invoices/in_1")).toMatchObject({ route: invoice, id: "in_1" });
  expect(match("GET", "/v1/invoices/search")).toBeUndefined();
});
