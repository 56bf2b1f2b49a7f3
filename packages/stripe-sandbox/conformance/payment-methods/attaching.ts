import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account, mandateData } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { owner } from "./fixtures.ts";

export const attaching = checksOf("POST /v1/payment_methods/{id}/attach", {
  results: {
    "makes a card of its own of a name": async (shop) => {
      const { id, customer } = await owner(shop);
      expect(await shop.stripe.paymentMethods.retrieve(id)).toMatchObject({ customer });
    },
    "does nothing the second time": async (shop) => {
      const { id, customer } = await owner(shop);
      expect((await shop.stripe.paymentMethods.attach(id, { customer })).customer).toBe(customer);
      expect((await shop.history()).filter((type) => type === "payment_method.attached")).toHaveLength(1);
    },
    "lets an account be debited with a mandate": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id } = await account(shop);
      await shop.stripe.paymentMethods.attach(id, { customer });
      const paid = await shop.pay(id, { currency: "eur", customer, mandate_data: mandateData });
      expect(paid.status).toBe("processing");
    },
  },
  refusals: {
    "declines a card that declines": async (shop) => {
      expect(await errorOf(owner(shop, "pm_card_visa_chargeDeclined"))).toMatchObject({
        statusCode: 402,
        code: "card_declined",
      });
    },
    "refuses another customer's card": async (shop) => {
      const { id } = await owner(shop);
      const { id: customer } = await shop.stripe.customers.create();
      expect(await errorOf(shop.stripe.paymentMethods.attach(id, { customer }))).toMatchObject({
        statusCode: 400,
        code: undefined,
      });
    },
    "refuses a customer that does not exist": async ({ stripe }) => {
      const call = stripe.paymentMethods.attach("pm_card_visa", { customer: "cus_none" });
      expect(await errorOf(call)).toMatchObject({ code: "resource_missing", param: "customer" });
    },
  },
});
