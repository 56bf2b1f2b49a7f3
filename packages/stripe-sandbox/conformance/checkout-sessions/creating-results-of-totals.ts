import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { berlin, euros, offerCode, open, rate, shirt } from "./fixtures.ts";

/** The lines with all that has to be asked for. */
const linesOf = async ({ stripe }: Shop, id: string) => {
  const page = await stripe.checkout.sessions.listLineItems(id, { expand: ["data.discounts", "data.taxes"] });
  return page.data;
};

export const creatingResultsOfTotals = checksOf("POST /v1/checkout/sessions", {
  results: {
    "takes a coupon off the lines": async (shop) => {
      const coupon = await shop.stripe.coupons.create({ percent_off: 10 });
      const session = await open(shop, {
        line_items: [shirt(), shirt({ quantity: 2 })],
        discounts: [{ coupon: coupon.id }],
      });
      expect(session).toMatchObject({
        amount_subtotal: 6000,
        amount_total: 5400,
        total_details: { amount_discount: 600 },
        discounts: [{ coupon: coupon.id, promotion_code: null }],
      });
      const lines = await linesOf(shop, session.id);
      expect(lines.map((line) => line.amount_discount)).toEqual([200, 400]);
      expect(lines[1]?.discounts).toMatchObject([
        { amount: 400, discount: { source: { coupon: coupon.id }, checkout_session: session.id } },
      ]);
    },
    "takes a promotion code of the shop": async (shop) => {
      const code = await offerCode(shop);
      const session = await open(shop, { discounts: [{ promotion_code: code.id }] });
      expect(session).toMatchObject({
        amount_total: 1500,
        discounts: [{ coupon: null, promotion_code: code.id }],
      });
    },
    "adds the first way of shipping that it offers": async (shop) => {
      const express = await shop.stripe.shippingRates.create({
        display_name: "Express",
        type: "fixed_amount",
        fixed_amount: { amount: 1500, currency: "usd" },
      });
      const session = await open(shop, {
        shipping_options: [rate("Standard", 500), { shipping_rate: express.id }],
      });
      expect(session).toMatchObject({
        amount_subtotal: 2000,
        amount_total: 2500,
        shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500 },
        total_details: { amount_shipping: 500 },
        shipping_options: [{ shipping_amount: 500 }, { shipping_amount: 1500, shipping_rate: express.id }],
      });
      expect(session.shipping_cost?.shipping_rate).toBe(session.shipping_options[0]?.shipping_rate);
    },
    "takes no tax before it knows where the customer is": async (shop) => {
      const session = await open(shop, { automatic_tax: { enabled: true } });
      expect(session).toMatchObject({
        amount_total: 2000,
        automatic_tax: { enabled: true, status: "requires_location_inputs" },
        total_details: { amount_tax: 0 },
      });
    },
    "adds the tax of a customer whose address it knows": async (shop) => {
      const { id } = await shop.stripe.customers.create({ address: berlin });
      const session = await open(shop, {
        customer: id,
        automatic_tax: { enabled: true },
        line_items: [euros(10_000, { tax_behavior: "exclusive" })],
      });
      expect(session).toMatchObject({
        amount_subtotal: 10_000,
        amount_total: 11_900,
        automatic_tax: { status: "complete" },
        total_details: { amount_tax: 1900 },
      });
    },
    "finds the tax inside of prices that include it, as prices in euros do": async (shop) => {
      const { id } = await shop.stripe.customers.create({ address: berlin });
      const session = await open(shop, {
        customer: id,
        automatic_tax: { enabled: true },
        line_items: [euros(11_900)],
        shipping_options: [rate("Post", 1190, "eur")],
      });
      expect(session).toMatchObject({
        amount_subtotal: 11_900,
        amount_total: 13_090,
        shipping_cost: { amount_tax: 190, amount_total: 1190 },
        total_details: { amount_tax: 2090 },
      });
      const [line] = await linesOf(shop, session.id);
      expect(line).toMatchObject({ amount_tax: 1900, amount_total: 11_900 });
      expect(line?.taxes).toMatchObject([
        { amount: 1900, rate: { percentage: 19, inclusive: true, country: "DE" }, taxable_amount: 10_000 },
      ]);
    },
    "taxes what is left after a discount": async (shop) => {
      const { id } = await shop.stripe.customers.create({ address: berlin });
      const coupon = await shop.stripe.coupons.create({ amount_off: 5000, currency: "eur" });
      const session = await open(shop, {
        customer: id,
        automatic_tax: { enabled: true },
        discounts: [{ coupon: coupon.id }],
        line_items: [euros(10_000, { tax_behavior: "exclusive" })],
      });
      expect(session).toMatchObject({ amount_total: 5950, total_details: { amount_tax: 950 } });
    },
    "takes a price in another of its currencies": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "usd",
        unit_amount: 1000,
        currency_options: { eur: { unit_amount: 900 } },
        product_data: { name: "Mug" },
      });
      const session = await open(shop, { currency: "eur", line_items: [{ price: price.id, quantity: 2 }] });
      expect(session).toMatchObject({ currency: "eur", amount_total: 1800 });
    },
    "offers a debit in euros, and no other way where the shop leaves it out": async (shop) => {
      const line_items = [euros(2000)];
      expect((await open(shop, { line_items })).payment_method_types).toEqual(["card", "sepa_debit"]);
      expect((await open(shop)).payment_method_types).toEqual(["card"]);
      const only = await open(shop, { line_items, allowed_payment_method_types: ["sepa_debit"] });
      expect(only.payment_method_types).toEqual(["sepa_debit"]);
      const without = await open(shop, { line_items, excluded_payment_method_types: ["sepa_debit"] });
      expect(without.payment_method_types).toEqual(["card"]);
    },
    "costs nothing when everything is free": async (shop) => {
      const price_data = { currency: "usd", unit_amount: 0, product_data: { name: "Sample" } };
      expect((await open(shop, { line_items: [{ price_data, quantity: 1 }] })).amount_total).toBe(0);
    },
  },
});
