import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { sale } from "./fixtures.ts";

export const transactionsReversing = checksOf("POST /v1/tax/transactions/create_reversal", {
  results: {
    "reverses all of it": async (shop) => {
      const { id } = await sale(shop, [{ amount: 1000 }], { shipping_cost: { amount: 500 } });
      const reversal = await shop.stripe.tax.transactions.createReversal({
        mode: "full",
        original_transaction: id,
        reference: "refund_1",
        expand: ["line_items"],
      });
      expect(reversal).toMatchObject({
        type: "reversal",
        reversal: { original_transaction: id },
        shipping_cost: { amount: -500, amount_tax: -95 },
        line_items: { data: [{ amount: -1000, amount_tax: -190, type: "reversal" }] },
      });
    },
    "reverses a part of one line": async (shop) => {
      const { id, line_items } = await sale(shop, [{ amount: 1000 }, { amount: 2000 }]);
      const original_line_item = String(line_items?.data[1]?.id);
      const reversal = await shop.stripe.tax.transactions.createReversal({
        mode: "partial",
        original_transaction: id,
        reference: "refund_1",
        line_items: [{ amount: -500, amount_tax: -95, original_line_item, reference: "L2 refund" }],
        expand: ["line_items"],
      });
      expect(reversal.line_items?.data).toMatchObject([
        { amount: -500, amount_tax: -95, reversal: { original_line_item } },
      ]);
    },
    "spreads a flat amount over lines and shipping, to the last cent": async (shop) => {
      const { id } = await sale(shop, [{ amount: 999 }, { amount: 2001 }], {
        shipping_cost: { amount: 333 },
      });
      const { line_items, shipping_cost } = await shop.stripe.tax.transactions.createReversal({
        mode: "partial",
        original_transaction: id,
        reference: "refund_1",
        flat_amount: -1001,
        expand: ["line_items"],
      });
      const parts = [...(line_items?.data ?? []), shipping_cost];
      expect(parts.reduce((sum, part) => sum + (part?.amount ?? 0) + (part?.amount_tax ?? 0), 0)).toBe(-1001);
    },
  },
  refusals: {
    "refuses more than is left": async (shop) => {
      const { id, line_items } = await sale(shop, [{ amount: 1000 }]);
      const original_line_item = String(line_items?.data[0]?.id);
      const take = (reference: string, amount: number, amount_tax: number) =>
        shop.stripe.tax.transactions.createReversal({
          mode: "partial",
          original_transaction: id,
          reference,
          line_items: [{ amount, amount_tax, original_line_item, reference }],
        });
      await take("first", -600, -114);
      expect((await errorOf(take("second", -600, -76))).param).toBe("line_items[0][amount]");
      expect((await errorOf(take("second", -400, -77))).param).toBe("line_items[0][amount_tax]");
      await take("second", -400, -76);
      expect((await errorOf(take("third", -1, 0))).param).toBe("original_transaction");
    },
    "refuses positive amounts": async (shop) => {
      const { id } = await sale(shop);
      const call = shop.stripe.tax.transactions.createReversal({
        mode: "partial",
        original_transaction: id,
        reference: "refund_1",
        flat_amount: 10,
      });
      expect((await errorOf(call)).param).toBe("flat_amount");
    },
    "refuses to reverse twice, or a reversal": async (shop) => {
      const { id } = await sale(shop);
      const reverse = (original_transaction: string, reference: string) =>
        shop.stripe.tax.transactions.createReversal({ mode: "full", original_transaction, reference });
      const reversal = await reverse(id, "refund_1");
      expect((await errorOf(reverse(id, "refund_2"))).param).toBe("original_transaction");
      expect((await errorOf(reverse(reversal.id, "refund_3"))).param).toBe("original_transaction");
    },
  },
});
