import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { owner } from "./fixtures.ts";

export const detaching = checksOf("POST /v1/payment_methods/{id}/detach", {
  results: {
    "takes a card from its customer for good": async (shop) => {
      const { id, customer } = await owner(shop);
      expect((await shop.stripe.paymentMethods.detach(id)).customer).toBeNull();
      expect((await shop.stripe.customers.listPaymentMethods(customer)).data).toEqual([]);
      expect(await errorOf(shop.stripe.paymentMethods.attach(id, { customer }))).toMatchObject({
        statusCode: 400,
      });
    },
  },
  refusals: {
    "refuses a second time": async (shop) => {
      const { id } = await owner(shop);
      await shop.stripe.paymentMethods.detach(id);
      expect(await errorOf(shop.stripe.paymentMethods.detach(id))).toMatchObject({ statusCode: 400 });
    },
  },
  events: {
    "tells whose it was": async (shop) => {
      const { id, customer } = await owner(shop);
      await shop.stripe.paymentMethods.detach(id);
      const { data } = await shop.stripe.events.list({ type: "payment_method.detached" });
      expect(data[0]?.data).toMatchObject({
        object: { id, customer: null },
        previous_attributes: { customer },
      });
    },
  },
});
