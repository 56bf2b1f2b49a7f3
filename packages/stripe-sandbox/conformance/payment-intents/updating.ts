import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { create, hold, threeDSecure, twoMugs } from "./fixtures.ts";

export const updating = checksOf("POST /v1/payment_intents/{id}", {
  results: {
    "changes the terms of what is not paid": async (shop) => {
      const { id } = await create(shop);
      const changed = await shop.stripe.paymentIntents.update(id, {
        amount: 2500,
        currency: "gbp",
        description: "Two mugs",
        receipt_email: "ada@example.com",
        metadata: { order: "6" },
      });
      expect(changed).toMatchObject({
        amount: 2500,
        currency: "gbp",
        description: "Two mugs",
        receipt_email: "ada@example.com",
        metadata: { order: "6" },
      });
    },
    "forgets the error of the last attempt": async (shop) => {
      const error = await errorOf(shop.pay("pm_card_visa_chargeDeclined"));
      const id = String(error.payment_intent?.id);
      const changed = await shop.stripe.paymentIntents.update(id, { description: "Again" });
      expect(changed.last_payment_error).toBeNull();
    },
    "drops a waiting challenge for another amount": async (shop) => {
      const { id } = await shop.pay(threeDSecure);
      expect(await shop.stripe.paymentIntents.update(id, { amount: 2500 })).toMatchObject({
        status: "requires_confirmation",
        next_action: null,
      });
    },
    "changes description, metadata, receipt and shipping of what is paid": async (shop) => {
      const { id } = await shop.pay();
      const changed = await shop.stripe.paymentIntents.update(id, {
        description: "Sent",
        metadata: { parcel: "1" },
        receipt_email: "ada@example.com",
        shipping: { name: "Ada", address: { line1: "1 Long Road" } },
      });
      expect(changed).toMatchObject({ description: "Sent", shipping: { name: "Ada", carrier: null } });
    },
    "offers SEPA when the currency becomes euro": async (shop) => {
      const { id } = await create(shop);
      const changed = await shop.stripe.paymentIntents.update(id, { currency: "eur" });
      expect(changed.payment_method_types).toEqual(["card", "sepa_debit"]);
    },
    "merges metadata, and takes away what is empty": async (shop) => {
      const { id } = await create(shop, { metadata: { a: "1", b: "2" } });
      const changed = await shop.stripe.paymentIntents.update(id, { metadata: { b: "", c: "3" } });
      expect(changed.metadata).toEqual({ a: "1", c: "3" });
    },
    "takes away what is null": async (shop) => {
      const { id } = await create(shop, {
        receipt_email: "ada@example.com",
        setup_future_usage: "off_session",
      });
      const changed = await shop.stripe.paymentIntents.update(id, {
        receipt_email: "",
        setup_future_usage: "",
      });
      expect(changed).toMatchObject({ receipt_email: null, setup_future_usage: null });
    },
    "has other line items instead": async (shop) => {
      const { id } = await create(shop, { amount_details: twoMugs });
      await shop.stripe.paymentIntents.update(id, {
        amount: 750,
        amount_details: {
          line_items: [{ product_name: "Cup", quantity: 1, unit_cost: 750 }],
          shipping: "",
        },
      });
      const { data } = await shop.stripe.paymentIntents.listAmountDetailsLineItems(id);
      expect(data.map(({ product_name }) => product_name)).toEqual(["Cup"]);
    },
  },
  refusals: {
    "refuses an empty text in a list that may be unset": async (shop) => {
      const { id } = await create(shop);
      expect(
        await shop.call("POST", `/v1/payment_intents/${id}`, { form: "excluded_payment_method_types[0]=" }),
      ).toMatchObject({
        status: 400,
        body: {
          error: { code: "parameter_invalid_empty", param: "excluded_payment_method_types[0]" },
        },
      });
    },
    "refuses another amount of what is paid": async (shop) => {
      const { id } = await shop.pay();
      expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
        code: "payment_intent_unexpected_state",
        payment_intent: { id },
      });
    },
    "refuses another amount of what is held": async (shop) => {
      const { id } = await shop.pay("pm_card_visa", hold);
      expect(await errorOf(shop.stripe.paymentIntents.update(id, { amount: 2500 }))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
    "refuses a customer for what is canceled": async (shop) => {
      const { id } = await create(shop);
      await shop.stripe.paymentIntents.cancel(id);
      const { id: customer } = await shop.stripe.customers.create();
      expect(await errorOf(shop.stripe.paymentIntents.update(id, { customer }))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    },
    "refuses an e-mail address that is none": async (shop) => {
      const { id } = await create(shop);
      const call = shop.stripe.paymentIntents.update(id, { receipt_email: "ada" });
      expect(await errorOf(call)).toMatchObject({ code: "email_invalid", param: "receipt_email" });
    },
  },
});
