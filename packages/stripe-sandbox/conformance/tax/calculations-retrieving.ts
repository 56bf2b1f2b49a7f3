import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { calculate, inBerlin } from "./fixtures.ts";

export const calculationsRetrieving = checksOf("GET /v1/tax/calculations/{id}", {
  results: {
    "gives back what was calculated": async (shop) => {
      const made = await calculate(shop, inBerlin, undefined, { expand: [] });
      expect(await shop.stripe.tax.calculations.retrieve(String(made.id))).toEqual(made);
    },
  },
});
