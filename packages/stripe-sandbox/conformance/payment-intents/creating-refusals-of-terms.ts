import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { create, twoMugs } from "./fixtures.ts";

export const creatingRefusalsOfTerms = checksOf("POST /v1/payment_intents", {
  refusals: {
    "refuses confirmation's parameters without confirm": async (shop) => {
      for (const given of [
        { return_url: "https://shop.example/" },
        { off_session: true },
        { error_on_requires_action: true },
        { mandate: "mandate_x" },
      ])
        expect(await errorOf(create(shop, given))).toMatchObject({
          statusCode: 400,
          param: Object.keys(given)[0],
        });
    },
    "refuses to confirm with nothing to pay with": async (shop) => {
      expect(await errorOf(create(shop, { confirm: true }))).toMatchObject({
        code: "parameter_missing",
        param: "payment_method",
      });
    },
    "refuses a payment method and its data at once": async (shop) => {
      const call = create(shop, {
        payment_method: "pm_card_visa",
        payment_method_data: { type: "sepa_debit" },
      });
      expect(await errorOf(call)).toMatchObject({ code: "parameters_exclusive" });
    },
    "refuses a card of a customer who does not pay": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { id } = await shop.stripe.paymentMethods.attach("pm_card_visa", { customer });
      expect(await errorOf(shop.pay(id))).toMatchObject({ statusCode: 400, param: "payment_method" });
    },
    "refuses to allow only what it does not offer": async (shop) => {
      const call = create(shop, { allowed_payment_method_types: ["klarna"] });
      expect(await errorOf(call)).toMatchObject({ param: "allowed_payment_method_types" });
    },
    "refuses to exclude all that it offers": async (shop) => {
      const call = create(shop, { excluded_payment_method_types: ["card"] });
      expect(await errorOf(call)).toMatchObject({ param: "excluded_payment_method_types" });
    },
    "refuses a statement text of one's own for a card": async (shop) => {
      expect(
        await errorOf(shop.pay("pm_card_visa", { statement_descriptor: "MUGS AND MORE" })),
      ).toMatchObject({ statusCode: 400, param: "statement_descriptor" });
    },
    "refuses a suffix that does not fit a statement": async (shop) => {
      for (const statement_descriptor_suffix of ["x".repeat(23), "MUGS*"])
        expect(await errorOf(create(shop, { statement_descriptor_suffix }))).toMatchObject({
          statusCode: 400,
          param: "statement_descriptor_suffix",
        });
    },
    "refuses a mandate that does not exist, even for a card": async (shop) => {
      expect(await errorOf(shop.pay("pm_card_visa", { mandate: "mandate_none" }))).toMatchObject({
        statusCode: 400,
        code: "resource_missing",
        param: "mandate",
      });
    },
    "refuses line items that don't add up": async (shop) => {
      expect(await errorOf(create(shop, { amount: 2500, amount_details: twoMugs }))).toMatchObject({
        statusCode: 400,
        code: "amount_details_amount_mismatch",
      });
    },
    "refuses tax and shipping above the amount": async (shop) => {
      const call = create(shop, { amount_details: { tax: { total_tax_amount: 2000 } } });
      expect(await errorOf(call)).toMatchObject({
        code: "amount_details_tax_shipping_discount_greater_than_amount",
      });
    },
    "refuses a discount of all and of a line at once": async (shop) => {
      const [mug] = twoMugs.line_items;
      const call = create(shop, {
        amount_details: { discount_amount: 5, line_items: [{ ...mug, discount_amount: 5 }] },
      });
      expect(await errorOf(call)).toMatchObject({ code: "parameters_exclusive" });
    },
    "refuses a line of no items": async (shop) => {
      const [mug] = twoMugs.line_items;
      const call = create(shop, { amount_details: { line_items: [{ ...mug, quantity: 0 }] } });
      expect(await errorOf(call)).toMatchObject({ param: "amount_details[line_items][0][quantity]" });
    },
    "says that it does not cover Connect": async (shop) => {
      const call = create(shop, { transfer_data: { destination: "acct_1" } });
      expect((await errorOf(call)).statusCode).toBe(501);
    },
    "says that it does not cover a wallet's options": async (shop) => {
      const call = create(shop, { payment_method_options: { paypal: { reference: "a" } } });
      expect((await errorOf(call)).message).toContain("payment_method_options[paypal]");
    },
  },
});
