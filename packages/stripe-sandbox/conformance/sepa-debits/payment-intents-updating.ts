import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { account, debit } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { inEuros } from "./fixtures.ts";

export const paymentIntentsUpdating = checksOf("POST /v1/payment_intents/{id}", {
  refusals: {
    "refuses dollars for a payment that an account is to pay": async (shop) => {
      const { id: payment_method } = await account(shop);
      const { id } = await shop.stripe.paymentIntents.create({ ...inEuros, payment_method });
      expect(await errorOf(shop.stripe.paymentIntents.update(id, { currency: "usd" }))).toMatchObject({
        code: "payment_intent_incompatible_payment_method",
      });
    },
    "refuses another amount while the bank decides": async (shop) => {
      const { id } = await debit(shop);
      expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
  },
});
