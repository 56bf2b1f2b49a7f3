import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/shipping_rates", {
  results: {
    "filters by active and currency": async (shop) => {
      const usd = await make(shop);
      const eur = await make(shop, { fixed_amount: { amount: 5, currency: "eur" } });
      await shop.stripe.shippingRates.update(usd.id, { active: false });
      const ids = async (filter: Stripe.ShippingRateListParams) =>
        (await shop.stripe.shippingRates.list(filter)).data.map(({ id }) => id);
      expect(await ids({ active: true })).toEqual([eur.id]);
      expect(await ids({ currency: "usd" })).toEqual([usd.id]);
      expect(await ids({})).toEqual([eur.id, usd.id]);
    },
  },
});
