import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { debit } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";

export const paymentIntentsCancelling = checksOf("POST /v1/payment_intents/{id}/cancel", {
  refusals: {
    "refuses while the bank decides": async (shop) => {
      const { id } = await debit(shop);
      const error = await errorOf(shop.stripe.paymentIntents.cancel(id));
      expect(error).toMatchObject({ code: "payment_intent_unexpected_state" });
      expect(error.message).toContain("status of processing");
    },
  },
});
