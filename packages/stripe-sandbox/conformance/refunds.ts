import { expect } from "vitest";
import { errorOf } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

export const refundChecks = [
  ...checksOf("POST /v1/refunds", {
    results: {
      "gives back all that was paid when no amount is given": async ({ stripe, pay }) => {
        const { id } = await pay();
        expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({
          amount: 1999,
          status: "succeeded",
        });
      },
      "gives back a part": async ({ stripe, pay }) => {
        const { id } = await pay();
        expect((await stripe.refunds.create({ payment_intent: id, amount: 500 })).amount).toBe(500);
      },
    },
    refusals: {
      "refuses more than is left": async ({ stripe, pay }) => {
        const { id } = await pay();
        await stripe.refunds.create({ payment_intent: id, amount: 1500 });
        const error = await errorOf(stripe.refunds.create({ payment_intent: id, amount: 500 }));
        expect(error).toMatchObject({ statusCode: 400, param: "amount", code: undefined });
        expect(error.message).toContain("greater than unrefunded amount on charge ($4.99)");
      },
    },
  }),
];
