import type Stripe from "stripe";
import { expect } from "vitest";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

type Address = Stripe.Tax.CalculationCreateParams.CustomerDetails.Address;
type Line = Stripe.Tax.CalculationCreateParams.LineItem;

const inBerlin: Address = { country: "DE", postal_code: "10115", city: "Berlin" };

function calculate(
  { stripe }: Shop,
  address: Address,
  lines: Line[] = [{ amount: 1000, reference: "L1" }],
  more: Partial<Stripe.Tax.CalculationCreateParams> = {},
) {
  return stripe.tax.calculations.create({
    currency: "eur",
    line_items: lines,
    customer_details: { address, address_source: "shipping" },
    expand: ["line_items.data.tax_breakdown"],
    ...more,
  });
}

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

const us = (state: string): Address => ({ country: "US", state });
const canada = (state: string): Address => ({ country: "CA", state });

async function sale(shop: Shop, lines?: Line[], more: Partial<Stripe.Tax.CalculationCreateParams> = {}) {
  const calculation = await calculate(shop, inBerlin, lines, more);
  return shop.stripe.tax.transactions.createFromCalculation({
    calculation: String(calculation.id),
    reference: `order_${calculation.id}`,
    expand: ["line_items"],
  });
}

export const taxChecks = [
  ...checksOf("POST /v1/tax/calculations", {
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
        const { line_items } = await calculate(shop, inBerlin, [
          { amount: 50 },
          { amount: 5 },
          { amount: 2 },
        ]);
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
        expect((await taxOn(shop, inBerlin, undefined, { customer_details, ship_from_details }))[0]).toBe(
          1900,
        );
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
      "refuses a tax code that Stripe has not, and is honest about one that only we have not": async (
        shop,
      ) => {
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
          expect((await errorOf(calculate(shop, inBerlin, [{ amount }]))).param).toBe(
            "line_items[0][amount]",
          );
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
      },
    },
  }),
  ...checksOf("GET /v1/tax/calculations/{id}", {
    results: {
      "gives back what was calculated": async (shop) => {
        const made = await calculate(shop, inBerlin, undefined, { expand: [] });
        expect(await shop.stripe.tax.calculations.retrieve(String(made.id))).toEqual(made);
      },
    },
  }),
  ...checksOf("GET /v1/tax/calculations/{id}/line_items", {
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
  }),
  ...checksOf("POST /v1/tax/transactions/create_from_calculation", {
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
  }),
  ...checksOf("POST /v1/tax/transactions/create_reversal", {
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
        expect(parts.reduce((sum, part) => sum + (part?.amount ?? 0) + (part?.amount_tax ?? 0), 0)).toBe(
          -1001,
        );
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
  }),
  ...checksOf("GET /v1/tax/transactions/{id}/line_items", {
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
  }),
];
