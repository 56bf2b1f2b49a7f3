import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { savedCard } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/setup_intents", {
  results: {
    "lists those of a customer, and of a payment method": async (shop) => {
      const { customer, payment_method } = await savedCard(shop, "pm_card_visa");
      await shop.stripe.setupIntents.create();
      const { stripe } = shop;
      expect((await stripe.setupIntents.list()).data).toHaveLength(2);
      expect((await stripe.setupIntents.list({ customer })).data).toHaveLength(1);
      expect((await stripe.setupIntents.list({ payment_method })).data).toHaveLength(1);
      expect((await stripe.setupIntents.list({ payment_method: "pm_none" })).data).toHaveLength(0);
    },
  },
});
