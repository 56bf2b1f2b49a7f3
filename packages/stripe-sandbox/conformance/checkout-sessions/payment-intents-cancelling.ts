import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { open, pay } from "./fixtures.ts";

export const paymentIntentsCancelling = checksOf("POST /v1/payment_intents/{id}/cancel", {
  refusals: {
    "leaves the payment of a Checkout Session to the session": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id, { payment_method: "pm_card_threeDSecure2Required" });
      const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
      const error = await errorOf(shop.stripe.paymentIntents.cancel(String(payment_intent)));
      expect(error.message).toContain("Expire the Checkout Session");
    },
  },
});
