import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { open, rate } from "./fixtures.ts";

export const updating = checksOf("POST /v1/checkout/sessions/{id}", {
  results: {
    "merges metadata": async (shop) => {
      const { id } = await open(shop, { metadata: { a: "1", b: "2" } });
      const { metadata } = await shop.stripe.checkout.sessions.update(id, { metadata: { b: "", c: "3" } });
      expect(metadata).toEqual({ a: "1", c: "3" });
    },
    "offers other ways of shipping": async (shop) => {
      const { id } = await open(shop, { shipping_options: [rate("Standard", 500)] });
      const changed = await shop.stripe.checkout.sessions.update(id, {
        shipping_options: [rate("Bicycle", 700), rate("Drone", 9000)],
      });
      expect(changed).toMatchObject({ amount_total: 2700, shipping_cost: { amount_total: 700 } });
      const without = await shop.stripe.checkout.sessions.update(id, { shipping_options: "" });
      expect(without).toMatchObject({ amount_total: 2000, shipping_cost: null, shipping_options: [] });
    },
  },
  refusals: {
    "leaves to the hosted page what the customer types there": async (shop) => {
      const { id } = await open(shop);
      const shipping_details = { name: "Anna", address: { line1: "Street 1", country: "DE" } };
      const update = shop.stripe.checkout.sessions.update(id, {
        collected_information: { shipping_details },
      });
      expect(await errorOf(update)).toMatchObject({ param: "collected_information" });
    },
  },
});
