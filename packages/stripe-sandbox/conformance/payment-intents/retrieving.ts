import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { browser, create } from "./fixtures.ts";

export const retrieving = checksOf("GET /v1/payment_intents/{id}", {
  keys: {
    "shows a browser no metadata and no customer": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id, client_secret } = await create(shop, { customer, metadata: { order: "6" } });
      const { status, body } = await browser(shop, "GET", id, `client_secret=${client_secret}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, amount: 1999, status: "requires_payment_method" });
      expect(body.metadata).toBeUndefined();
      expect(body.customer).toBeUndefined();
      expect(body.latest_charge).toBeUndefined();
    },
    "asks a browser for the client secret": async (shop) => {
      const { id } = await create(shop);
      expect(await browser(shop, "GET", id, "")).toMatchObject({
        status: 400,
        body: { error: { param: "client_secret" } },
      });
    },
    "refuses the client secret of another payment": async (shop) => {
      const { id } = await create(shop);
      const { client_secret } = await create(shop);
      expect((await browser(shop, "GET", id, `client_secret=${client_secret}`)).status).toBe(400);
    },
  },
  expansion: {
    "expands charge, its booking, method and customer": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id } = await shop.pay("pm_card_visa", { customer, capture_method: "automatic" });
      const found = await shop.stripe.paymentIntents.retrieve(id, {
        expand: ["latest_charge.balance_transaction", "payment_method", "customer"],
      });
      expect(found).toMatchObject({
        latest_charge: { object: "charge", balance_transaction: { amount: 1999 } },
        payment_method: { object: "payment_method" },
        customer: { id: customer },
      });
    },
    "refuses to expand what is no object": async (shop) => {
      const { id } = await create(shop);
      const call = shop.stripe.paymentIntents.retrieve(id, { expand: ["amount"] });
      expect(await errorOf(call)).toMatchObject({ statusCode: 400 });
    },
  },
});
