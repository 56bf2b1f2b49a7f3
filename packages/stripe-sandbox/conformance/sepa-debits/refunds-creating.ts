import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { debit } from "../../src/testing/sepa.ts";
import { checksOf } from "../check.ts";
import { chargeOf, wait } from "./fixtures.ts";

export const refundsCreating = checksOf("POST /v1/refunds", {
  results: {
    "gives back what a bank has paid": async (shop) => {
      const { id } = await debit(shop);
      await wait(shop, 6000);
      expect(await shop.stripe.refunds.create({ payment_intent: id, amount: 999 })).toMatchObject({
        amount: 999,
        status: "succeeded",
      });
      expect(await chargeOf(shop, id)).toMatchObject({ amount_refunded: 999, refunded: false });
    },
  },
  refusals: {
    "refuses what a bank has not paid yet": async (shop) => {
      const { id } = await debit(shop);
      expect(await errorOf(shop.stripe.refunds.create({ payment_intent: id }))).toMatchObject({
        statusCode: 400,
      });
    },
  },
});
