import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { calculate, inBerlin, us } from "./fixtures.ts";

export const calculationsCreatingRefusalsAndExpansion = checksOf("POST /v1/tax/calculations", {
  refusals: {
    "wants a customer or an address": async ({ stripe }) => {
      const error = await errorOf(
        stripe.tax.calculations.create({ currency: "eur", line_items: [{ amount: 1 }] }),
      );
      expect(error).toMatchObject({ code: "parameter_missing", param: "customer_details" });
    },
    "wants to know what kind of address it is": async ({ stripe }) => {
      const error = await errorOf(
        stripe.tax.calculations.create({
          currency: "eur",
          line_items: [{ amount: 1 }],
          customer_details: { address: inBerlin },
        }),
      );
      expect(error).toMatchObject({ param: "customer_details[address_source]" });
    },
    "refuses an American address without state or ZIP code": async (shop) => {
      const error = await errorOf(calculate(shop, { country: "US" }));
      expect(error).toMatchObject({
        statusCode: 400,
        code: "customer_tax_location_invalid",
        param: "customer_details[address]",
      });
    },
    "refuses a state that is none": async (shop) => {
      expect((await errorOf(calculate(shop, us("ZZ")))).code).toBe("customer_tax_location_invalid");
    },
    "refuses a tax code that Stripe has not, and is honest about one that only we have not": async (shop) => {
      const wrong = await errorOf(calculate(shop, inBerlin, [{ amount: 1, tax_code: "books" }]));
      expect(wrong).toMatchObject({ code: "resource_missing", param: "line_items[0][tax_code]" });
      const rare = await errorOf(calculate(shop, inBerlin, [{ amount: 1, tax_code: "txcd_32020002" }]));
      expect(rare).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
    },
    "refuses an unknown product and an unknown customer": async (shop) => {
      const error = await errorOf(calculate(shop, inBerlin, [{ amount: 1, product: "prod_none" }]));
      expect(error).toMatchObject({ code: "resource_missing", param: "line_items[0][product]" });
      const other = await errorOf(
        shop.stripe.tax.calculations.create({
          currency: "eur",
          customer: "cus_none",
          line_items: [{ amount: 1 }],
        }),
      );
      expect(other).toMatchObject({ code: "resource_missing", param: "customer" });
    },
    "refuses one reference for two lines": async (shop) => {
      const lines = [
        { amount: 1, reference: "L1" },
        { amount: 2, reference: "L1" },
      ];
      expect((await errorOf(calculate(shop, inBerlin, lines))).param).toBe("line_items[1][reference]");
    },
    "refuses negative amounts and more than eight digits": async (shop) => {
      for (const amount of [-1, 100_000_000])
        expect((await errorOf(calculate(shop, inBerlin, [{ amount }]))).param).toBe("line_items[0][amount]");
    },
    "refuses a date too far away": async (shop) => {
      const tax_date = Math.floor(Date.now() / 1000) + 32 * 24 * 60 * 60;
      expect((await errorOf(calculate(shop, inBerlin, undefined, { tax_date }))).param).toBe("tax_date");
    },
    "says that it cannot place IP addresses": async ({ stripe }) => {
      const error = await errorOf(
        stripe.tax.calculations.create({
          currency: "eur",
          line_items: [{ amount: 1 }],
          customer_details: { ip_address: "192.0.2.1" },
        }),
      );
      expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_covered" });
    },
  },
  expansion: {
    "shows lines only when asked, and their taxes only when asked for those": async (shop) => {
      const bare = await calculate(shop, inBerlin, undefined, { expand: [] });
      expect(bare.line_items).toBeUndefined();
      const lines = await calculate(shop, inBerlin, undefined, { expand: ["line_items"] });
      expect(lines.line_items?.data[0]).not.toHaveProperty("tax_breakdown");
      const all = await calculate(shop, inBerlin);
      expect(all.line_items?.data[0]?.tax_breakdown).toMatchObject([
        {
          jurisdiction: { country: "DE", display_name: "Germany", level: "country" },
          sourcing: "destination",
        },
      ]);
      const shipping_cost = { amount: 500 };
      const unasked = await calculate(shop, inBerlin, undefined, { shipping_cost });
      expect(unasked.shipping_cost).not.toHaveProperty("tax_breakdown");
      const expand = ["shipping_cost.tax_breakdown"];
      const shipped = await calculate(shop, inBerlin, undefined, { shipping_cost, expand });
      expect(shipped.shipping_cost?.tax_breakdown).toMatchObject([{ amount: 95, taxable_amount: 500 }]);
    },
  },
});
