import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { calculate, inBerlin } from "./fixtures.ts";

export const calculationsLineItems = checksOf("GET /v1/tax/calculations/{id}/line_items", {
  pages: {
    "pages through the lines in their order": async (shop) => {
      const lines = ["A", "B", "C"].map((reference) => ({ amount: 100, reference }));
      const { id } = await calculate(shop, inBerlin, lines);
      const first = await shop.stripe.tax.calculations.listLineItems(String(id), { limit: 2 });
      expect(first.data.map(({ reference }) => reference)).toEqual(["A", "B"]);
      expect(first.has_more).toBe(true);
      const all = await shop.stripe.tax.calculations
        .listLineItems(String(id), { limit: 2 })
        .autoPagingToArray({ limit: 10 });
      expect(all.map(({ reference }) => reference)).toEqual(["A", "B", "C"]);
    },
  },
});
