import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { save } from "./fixtures.ts";

export const cancelling = checksOf("POST /v1/setup_intents/{id}/cancel", {
  results: {
    "ends it with a reason": async ({ stripe }) => {
      const { id } = await stripe.setupIntents.create();
      expect(await stripe.setupIntents.cancel(id, { cancellation_reason: "duplicate" })).toMatchObject({
        status: "canceled",
        cancellation_reason: "duplicate",
      });
    },
  },
  refusals: {
    "refuses when the card is saved": async (shop) => {
      const { id } = await save(shop);
      expect(await errorOf(shop.stripe.setupIntents.cancel(id))).toMatchObject({
        code: "setup_intent_unexpected_state",
      });
    },
    "refuses a second time": async ({ stripe }) => {
      const { id } = await stripe.setupIntents.create();
      await stripe.setupIntents.cancel(id);
      expect(await errorOf(stripe.setupIntents.cancel(id))).toMatchObject({
        code: "setup_intent_unexpected_state",
      });
    },
  },
  events: {
    "tells of it": async (shop) => {
      const { id } = await shop.stripe.setupIntents.create();
      await shop.stripe.setupIntents.cancel(id);
      expect(await shop.history()).toEqual(["setup_intent.created", "setup_intent.canceled"]);
    },
  },
});
