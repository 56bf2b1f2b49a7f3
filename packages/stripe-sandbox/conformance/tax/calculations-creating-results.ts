import type Stripe from "stripe";
import { expect } from "vitest";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { type Address, calculate, inBerlin, type Line, us } from "./fixtures.ts";

/** The tax on 100.00 of one tax code, and why. */
async function taxOn(shop: Shop, address: Address, tax_code?: string, more = {}) {
  const { tax_amount_exclusive, line_items } = await calculate(
    shop,
    address,
    [{ amount: 10_000, ...(tax_code ? { tax_code } : {}) }],
    more,
  );
  const reasons = line_items?.data[0]?.tax_breakdown?.map(({ taxability_reason }) => taxability_reason);
  return [tax_amount_exclusive, ...(reasons ?? [])];
}

const canada = (state: string): Address => ({ country: "CA", state });

export const calculationsCreatingResults = checksOf("POST /v1/tax/calculations", {
  results: {
    "puts an exclusive tax on top": async (shop) => {
      expect(await calculate(shop, inBerlin)).toMatchObject({
        object: "tax.calculation",
        amount_total: 1190,
        tax_amount_exclusive: 190,
        tax_amount_inclusive: 0,
        tax_breakdown: [
          {
            amount: 190,
            inclusive: false,
            taxability_reason: "standard_rated",
            taxable_amount: 1000,
            tax_rate_details: { country: "DE", percentage_decimal: "19.0", tax_type: "vat", state: null },
          },
        ],
        line_items: { data: [{ amount: 1000, amount_tax: 190, reference: "L1", quantity: 1 }] },
      });
    },
    "takes an inclusive tax out of the amount": async (shop) => {
      const lines: Line[] = [{ amount: 1190, tax_behavior: "inclusive" }];
      expect(await calculate(shop, inBerlin, lines)).toMatchObject({
        amount_total: 1190,
        tax_amount_exclusive: 0,
        tax_amount_inclusive: 190,
        tax_breakdown: [{ amount: 190, inclusive: true, taxable_amount: 1000 }],
      });
    },
    "rounds half up, line by line": async (shop) => {
      // 19 % of 0.50 is 0.095, of 0.05 is 0.0095: rounded together it would be 0.10.
      const { line_items } = await calculate(shop, inBerlin, [{ amount: 50 }, { amount: 5 }, { amount: 2 }]);
      expect(line_items?.data.map(({ amount_tax }) => amount_tax)).toEqual([10, 1, 0]);
    },
    "splits two inclusive taxes so that they add up": async (shop) => {
      const lines: Line[] = [{ amount: 9_999, tax_behavior: "inclusive" }];
      const { line_items } = await calculate(shop, canada("QC"), lines, { currency: "cad" });
      const parts = line_items?.data[0]?.tax_breakdown ?? [];
      expect(parts.map(({ tax_rate_details }) => tax_rate_details?.percentage_decimal)).toEqual([
        "5.0",
        "9.975",
      ]);
      const tax = parts.reduce((sum, { amount }) => sum + amount, 0);
      expect(tax + (parts[0]?.taxable_amount ?? 0)).toBe(9_999);
      expect(line_items?.data[0]?.amount_tax).toBe(tax);
    },
    "charges two taxes in Quebec and one in Ontario": async (shop) => {
      expect(await taxOn(shop, canada("QC"))).toEqual([1498, "standard_rated", "standard_rated"]);
      expect(await taxOn(shop, canada("ON"))).toEqual([1300, "standard_rated"]);
    },
    "charges books less than other goods in Germany, and not at all in Britain": async (shop) => {
      expect(await taxOn(shop, inBerlin, "txcd_35010000")).toEqual([700, "reduced_rated"]);
      expect(await taxOn(shop, { country: "GB" }, "txcd_35010000")).toEqual([0, "zero_rated"]);
    },
    "leaves clothing untaxed in Pennsylvania, and downloads in California": async (shop) => {
      expect(await taxOn(shop, us("PA"), "txcd_30011000")).toEqual([0, "product_exempt"]);
      expect(await taxOn(shop, us("PA"))).toEqual([600, "standard_rated"]);
      expect(await taxOn(shop, us("CA"), "txcd_10401100")).toEqual([0, "product_exempt"]);
      expect(await taxOn(shop, us("CA"))).toEqual([725, "standard_rated"]);
    },
    "knows states without sales tax": async (shop) => {
      expect(await taxOn(shop, us("OR"))).toEqual([0, "not_subject_to_tax"]);
    },
    "collects nothing where the account is not registered": async (shop) => {
      expect(await taxOn(shop, { country: "BR" })).toEqual([0, "not_collecting"]);
      expect(await taxOn(shop, us("HI"))).toEqual([0, "not_collecting"]);
    },
    "never taxes what is nontaxable": async (shop) => {
      expect(await taxOn(shop, inBerlin, "txcd_00000000")).toEqual([0, "product_exempt"]);
    },
    "finds the state by ZIP code and by name": async (shop) => {
      expect((await taxOn(shop, { country: "US", postal_code: "94103" }))[0]).toBe(725);
      expect((await taxOn(shop, { country: "US", state: "Texas" }))[0]).toBe(625);
      expect((await taxOn(shop, { country: "CA", postal_code: "H2Y 1C6" }))[0]).toBe(1498);
    },
    "reverses the charge for a business in another country": async (shop) => {
      const customer_details: Stripe.Tax.CalculationCreateParams.CustomerDetails = {
        address: inBerlin,
        address_source: "billing",
        tax_ids: [{ type: "eu_vat", value: "DE123456789" }],
      };
      expect(await taxOn(shop, inBerlin, undefined, { customer_details })).toEqual([0, "reverse_charge"]);
      const ship_from_details = { address: { country: "DE" } };
      expect((await taxOn(shop, inBerlin, undefined, { customer_details, ship_from_details }))[0]).toBe(1900);
    },
    "follows an override of the customer's taxability": async (shop) => {
      const customer_details = {
        address: inBerlin,
        address_source: "billing",
        taxability_override: "customer_exempt",
      };
      expect(await taxOn(shop, inBerlin, undefined, { customer_details })).toEqual([0, "customer_exempt"]);
    },
    "takes address and exemption from the customer": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create({
        address: { country: "US", state: "NY" },
        shipping: { name: "Ada", address: { country: "US", state: "TX", line1: "1 Main St" } },
      });
      const calculation = await shop.stripe.tax.calculations.create({
        currency: "usd",
        customer,
        line_items: [{ amount: 10_000 }],
      });
      expect(calculation).toMatchObject({
        customer,
        tax_amount_exclusive: 625,
        customer_details: { address: { state: "TX" }, address_source: "shipping" },
      });
    },
    "taxes shipping too": async (shop) => {
      const shipping_cost = { amount: 500 };
      expect(await calculate(shop, inBerlin, [{ amount: 1000 }], { shipping_cost })).toMatchObject({
        amount_total: 1785,
        tax_amount_exclusive: 285,
        shipping_cost: {
          amount: 500,
          amount_tax: 95,
          tax_behavior: "exclusive",
          tax_code: "txcd_92010001",
        },
        tax_breakdown: [{ amount: 285, taxable_amount: 1500 }],
      });
    },
    "expires after 90 days": async (shop) => {
      const { id, expires_at, tax_date } = await calculate(shop, inBerlin);
      expect(Number(expires_at) - tax_date).toBe(90 * 24 * 60 * 60);
      await shop.control("POST", "/clock", { advanceMs: 90 * 24 * 60 * 60 * 1000 });
      const error = await errorOf(shop.stripe.tax.calculations.retrieve(String(id)));
      expect(error).toMatchObject({ statusCode: 404, code: "resource_missing" });
    },
  },
});
