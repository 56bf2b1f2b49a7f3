import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { publicly, save, setup } from "./fixtures.ts";

export const confirming = checksOf("POST /v1/setup_intents/{id}/confirm", {
  results: {
    "saves the card that it is given": async ({ stripe }) => {
      const { id } = await stripe.setupIntents.create(setup);
      const saved = await stripe.setupIntents.confirm(id, { payment_method: "pm_card_visa" });
      expect(saved).toMatchObject({ status: "succeeded", payment_method: expect.stringMatching(/^pm_/) });
    },
  },
  keys: {
    "lets a browser with the client secret save an account": async (shop) => {
      const { id, client_secret } = await shop.stripe.setupIntents.create();
      const { id: method } = await account(shop);
      const form = `payment_method=${method}&client_secret=${client_secret}&mandate_data[customer_acceptance][online][infer_from_client]=true`;
      expect(await publicly(shop, "POST", `/v1/setup_intents/${id}/confirm`, form)).toMatchObject({
        status: 200,
        body: { status: "succeeded" },
      });
    },
    "shows a browser as little in an error": async (shop) => {
      const { id, client_secret } = await shop.stripe.setupIntents.create({ metadata: { a: "b" } });
      const form = `payment_method=pm_card_visa_chargeDeclined&client_secret=${client_secret}`;
      const { status, body } = await publicly(shop, "POST", `/v1/setup_intents/${id}/confirm`, form);
      expect(status).toBe(402);
      expect(body.error.setup_intent).not.toHaveProperty("metadata");
    },
  },
  refusals: {
    "refuses without a payment method": async ({ stripe }) => {
      const { id } = await stripe.setupIntents.create(setup);
      expect(await errorOf(stripe.setupIntents.confirm(id))).toMatchObject({
        code: "setup_intent_unexpected_state",
      });
    },
    "refuses a second time": async (shop) => {
      const { id } = await save(shop);
      expect(await errorOf(shop.stripe.setupIntents.confirm(id))).toMatchObject({
        code: "setup_intent_unexpected_state",
        setup_intent: { id },
      });
    },
    "refuses to finish 3-D Secure that nobody asked for": async (shop) => {
      const { id } = await save(shop);
      const answer = await shop.control("POST", `/3ds/${id}`, { outcome: "complete" });
      expect(answer.error).toMatchObject({ code: "setup_intent_unexpected_state" });
    },
  },
});
