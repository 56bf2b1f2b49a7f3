import { expect } from "vitest";
import { account } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";

export const paymentMethodsListing = checksOf("GET /v1/payment_methods", {
  results: {
    "lists accounts and cards apart": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id } = await account(shop);
      await shop.stripe.paymentMethods.attach(id, { customer });
      await shop.stripe.paymentMethods.attach("pm_card_visa", { customer });
      const accounts = await shop.stripe.paymentMethods.list({ customer, type: "sepa_debit" });
      expect(accounts.data.map((one) => one.id)).toEqual([id]);
      const cards = await shop.stripe.customers.listPaymentMethods(customer, { type: "card" });
      expect(cards.data.map(({ type }) => type)).toEqual(["card"]);
      const all = await shop.stripe.customers.listPaymentMethods(customer);
      expect(all.data.map(({ type }) => type)).toEqual(["card", "sepa_debit"]);
    },
  },
});
