import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { save } from "./fixtures.ts";

export const updating = checksOf("POST /v1/setup_intents/{id}", {
  results: {
    "takes a payment method, and is ready to confirm": async ({ stripe }) => {
      const { id } = await stripe.setupIntents.create();
      expect((await stripe.setupIntents.update(id, { payment_method: "pm_card_visa" })).status).toBe(
        "requires_confirmation",
      );
    },
    "drops a waiting challenge for another card": async (shop) => {
      const { id } = await save(shop, "pm_card_threeDSecure2Required");
      const changed = await shop.stripe.setupIntents.update(id, { payment_method: "pm_card_visa" });
      expect(changed).toMatchObject({ status: "requires_confirmation", next_action: null });
    },
    "takes metadata even when all is done": async (shop) => {
      const { id } = await save(shop);
      const changed = await shop.stripe.setupIntents.update(id, { metadata: { a: "b" } });
      expect(changed.metadata).toEqual({ a: "b" });
    },
  },
  refusals: {
    "refuses another card when one is saved": async (shop) => {
      const { id } = await save(shop);
      const call = shop.stripe.setupIntents.update(id, { payment_method: "pm_card_visa" });
      expect(await errorOf(call)).toMatchObject({ code: "setup_intent_unexpected_state" });
    },
  },
});
