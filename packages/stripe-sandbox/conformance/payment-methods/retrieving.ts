import { expect } from "vitest";
import { errorOf, payment } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { owner } from "./fixtures.ts";

export const retrieving = checksOf("GET /v1/payment_methods/{id}", {
  results: {
    "is found when it has paid and cannot be used again": async (shop) => {
      const { payment_method } = await shop.pay();
      const id = String(payment_method);
      expect((await shop.stripe.paymentMethods.retrieve(id)).customer).toBeNull();
      const call = shop.stripe.paymentIntents.create({ ...payment, payment_method: id });
      expect((await errorOf(call)).message).toContain("may not be used again");
    },
  },
  expansion: {
    "expands the customer": async (shop) => {
      const { id, customer } = await owner(shop);
      const found = await shop.stripe.paymentMethods.retrieve(id, { expand: ["customer"] });
      expect(found.customer).toMatchObject({ object: "customer", id: customer });
    },
  },
});
