import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const paymentMethodsCreating = checksOf("POST /v1/payment_methods", {
  refusals: {
    "says of a token that it does not cover, that it does not": async ({ stripe }) => {
      const token = "tok_visa_chargeCustomerFailLostCard";
      const error = await errorOf(stripe.paymentMethods.create({ type: "card", card: { token } }));
      expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining(token) });
    },
  },
});
