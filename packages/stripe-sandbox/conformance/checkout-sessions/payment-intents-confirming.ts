import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { open, pay } from "./fixtures.ts";

export const paymentIntentsConfirming = checksOf("POST /v1/payment_intents/{id}/confirm", {
  refusals: {
    "leaves the payment of a Checkout Session to its page": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
      const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
      const confirm = shop.stripe.paymentIntents.confirm(String(payment_intent), {
        payment_method: "pm_card_visa",
      });
      expect((await errorOf(confirm)).message).toContain("created by a Checkout Session");
    },
  },
});
