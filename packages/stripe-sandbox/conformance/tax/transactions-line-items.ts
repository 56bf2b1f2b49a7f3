import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { sale } from "./fixtures.ts";

export const transactionsLineItems = checksOf("GET /v1/tax/transactions/{id}/line_items", {
  pages: {
    "lists the lines in their order": async (shop) => {
      const { id } = await sale(shop, [
        { amount: 1, reference: "A" },
        { amount: 2, reference: "B" },
      ]);
      const { data } = await shop.stripe.tax.transactions.listLineItems(id);
      expect(data.map(({ reference }) => reference)).toEqual(["A", "B"]);
    },
  },
});
