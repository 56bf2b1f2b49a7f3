import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { calculate, inBerlin, sale } from "./fixtures.ts";

export const transactionsCreating = checksOf("POST /v1/tax/transactions/create_from_calculation", {
  results: {
    "records what was calculated": async (shop) => {
      expect(
        await sale(shop, [{ amount: 1000, reference: "L1" }], { shipping_cost: { amount: 500 } }),
      ).toMatchObject({
        object: "tax.transaction",
        type: "transaction",
        reversal: null,
        shipping_cost: { amount: 500, amount_tax: 95 },
        line_items: { data: [{ amount: 1000, amount_tax: 190, type: "transaction", reference: "L1" }] },
      });
    },
  },
  refusals: {
    "refuses a reference that is taken": async (shop) => {
      const { id } = await calculate(shop, inBerlin);
      const params = { calculation: String(id), reference: "order_7" };
      await shop.stripe.tax.transactions.createFromCalculation(params);
      expect(await errorOf(shop.stripe.tax.transactions.createFromCalculation(params))).toMatchObject({
        param: "reference",
        code: "resource_already_exists",
      });
    },
    "refuses an expired calculation": async (shop) => {
      const { id } = await calculate(shop, inBerlin);
      await shop.control("POST", "/clock", { advanceMs: 91 * 24 * 60 * 60 * 1000 });
      const params = { calculation: String(id), reference: "order_8" };
      expect(await errorOf(shop.stripe.tax.transactions.createFromCalculation(params))).toMatchObject({
        statusCode: 400,
        param: "calculation",
      });
    },
  },
});
