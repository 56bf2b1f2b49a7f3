import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { publicly, save } from "./fixtures.ts";

export const retrieving = checksOf("GET /v1/setup_intents/{id}", {
  keys: {
    "shows a browser with the client secret what it needs, and no more": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id, client_secret } = await shop.stripe.setupIntents.create({
        customer,
        metadata: { a: "b" },
      });
      const { status, body } = await publicly(
        shop,
        "GET",
        `/v1/setup_intents/${id}`,
        `client_secret=${client_secret}`,
      );
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, status: "requires_payment_method", usage: "off_session" });
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["metadata"]));
      expect(Object.keys(body)).not.toEqual(expect.arrayContaining(["customer"]));
    },
    "asks a browser for the client secret": async (shop) => {
      const { id } = await shop.stripe.setupIntents.create();
      expect(await publicly(shop, "GET", `/v1/setup_intents/${id}`, "")).toMatchObject({
        status: 400,
        body: { error: { param: "client_secret" } },
      });
    },
    "refuses the client secret of another": async (shop) => {
      const { id } = await shop.stripe.setupIntents.create();
      const other = await shop.stripe.setupIntents.create();
      const form = `client_secret=${other.client_secret}`;
      expect(await publicly(shop, "GET", `/v1/setup_intents/${id}`, form)).toMatchObject({
        status: 400,
        body: { error: { code: "resource_missing", param: "client_secret" } },
      });
    },
  },
  expansion: {
    "expands payment method and customer": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id } = await save(shop, "pm_card_visa", { customer });
      const expanded = await shop.stripe.setupIntents.retrieve(id, {
        expand: ["payment_method", "customer"],
      });
      expect(expanded).toMatchObject({
        payment_method: { object: "payment_method" },
        customer: { id: customer },
      });
    },
  },
});
