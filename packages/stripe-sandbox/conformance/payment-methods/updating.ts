import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { owner } from "./fixtures.ts";

export const updating = checksOf("POST /v1/payment_methods/{id}", {
  results: {
    "has another date and owner": async (shop) => {
      const { id } = await owner(shop);
      const changed = await shop.stripe.paymentMethods.update(id, {
        card: { exp_month: 3, exp_year: 2041 },
        billing_details: { name: "Grace" },
      });
      expect(changed).toMatchObject({
        card: { exp_month: 3, exp_year: 2041, last4: "4242" },
        billing_details: { name: "Grace" },
      });
    },
  },
  refusals: {
    "refuses what belongs to nobody": async ({ stripe }) => {
      const { id } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
      expect(await errorOf(stripe.paymentMethods.update(id, { metadata: { a: "b" } }))).toMatchObject({
        statusCode: 400,
      });
    },
  },
  events: {
    "tells what was before": async (shop) => {
      const { id } = await owner(shop);
      await shop.stripe.paymentMethods.update(id, { card: { exp_month: 3 } });
      const { data } = await shop.stripe.events.list({ type: "payment_method.updated" });
      expect(data[0]?.data.previous_attributes).toEqual({ card: { exp_month: 12 } });
    },
  },
});
