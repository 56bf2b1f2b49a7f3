import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { paid } from "./fixtures.ts";

export const creatingResults = checksOf("POST /v1/refunds", {
  results: {
    "gives back all that was paid when no amount is given": async (shop) => {
      const { intent, charge } = await paid(shop);
      expect(await shop.stripe.refunds.create({ payment_intent: intent })).toMatchObject({
        id: expect.stringMatching(/^re_/),
        amount: 1999,
        charge,
        currency: "usd",
        payment_intent: intent,
        status: "succeeded",
      });
    },
    "gives back a part": async (shop) => {
      const { intent } = await paid(shop);
      expect((await shop.stripe.refunds.create({ payment_intent: intent, amount: 500 })).amount).toBe(500);
    },
    "finds the payment of a charge": async (shop) => {
      const { intent, charge } = await paid(shop);
      const refund = await shop.stripe.refunds.create({ charge });
      expect(refund).toMatchObject({ charge, payment_intent: intent });
    },
    "gives back all that is left after a part": async (shop) => {
      const { intent } = await paid(shop);
      await shop.stripe.refunds.create({ payment_intent: intent, amount: 1500 });
      expect((await shop.stripe.refunds.create({ payment_intent: intent })).amount).toBe(499);
    },
    "keeps the reason and the metadata": async (shop) => {
      const { charge } = await paid(shop);
      const about = { reason: "requested_by_customer", metadata: { ticket: "12" } } as const;
      expect(await shop.stripe.refunds.create({ charge, ...about })).toMatchObject(about);
    },
    "names the customer and the card of the charge": async (shop) => {
      const customer = await shop.stripe.customers.create({});
      const intent = await shop.pay("pm_card_visa", { customer: customer.id });
      const refund = await shop.stripe.refunds.create({ payment_intent: intent.id });
      expect(refund).toMatchObject({ customer: customer.id, payment_method: intent.payment_method });
    },
    "has no reference at first": async (shop) => {
      const { charge } = await paid(shop);
      expect((await shop.stripe.refunds.create({ charge })).destination_details).toEqual({
        card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
        type: "card",
      });
    },
    "books the money out, and returns no fee": async (shop) => {
      const intent = await shop.pay("pm_card_visa", { description: "A chair" });
      const { balance_transaction } = await shop.stripe.refunds.create({
        payment_intent: intent.id,
        amount: 700,
        expand: ["balance_transaction"],
      });
      expect(balance_transaction).toMatchObject({
        amount: -700,
        description: "REFUND FOR CHARGE (A chair)",
        fee: 0,
        fee_details: [],
        net: -700,
        reporting_category: "refund",
        type: "refund",
      });
    },
    "gives back no more than was captured": async (shop) => {
      const { id } = await shop.pay("pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.capture(id, { amount_to_capture: 700 });
      expect((await shop.stripe.refunds.create({ payment_intent: id })).amount).toBe(700);
    },
    "gives back a payment in a currency without decimals": async (shop) => {
      const { charge } = await paid(shop, "pm_card_visa", { amount: 5000, currency: "jpy" });
      const error = await errorOf(shop.stripe.refunds.create({ charge, amount: 6000 }));
      expect(error.message).toContain("¥6,000");
      expect(await shop.stripe.refunds.create({ charge })).toMatchObject({ amount: 5000, currency: "jpy" });
    },
  },
});
