import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { address, advance, charged } from "./fixtures.ts";

export const retrieving = checksOf("GET /v1/charges/{id}", {
  results: {
    "copies the facts of its payment": async (shop) => {
      const customer = await shop.stripe.customers.create({});
      const { charge, intent } = await charged(shop, "pm_card_amex", {
        customer: customer.id,
        description: "Studio day",
        metadata: { order: "7" },
        receipt_email: "a@example.com",
        shipping: { name: "A. Customer", address },
      });
      expect(charge).toMatchObject({
        id: expect.stringMatching(/^ch_/),
        amount: 1999,
        amount_captured: 1999,
        amount_refunded: 0,
        captured: true,
        currency: "usd",
        customer: customer.id,
        description: "Studio day",
        disputed: false,
        failure_code: null,
        metadata: { order: "7" },
        outcome: { type: "authorized", network_status: "approved_by_network" },
        paid: true,
        payment_intent: intent.id,
        payment_method: intent.payment_method,
        payment_method_details: { type: "card", card: { brand: "amex", last4: "0005" } },
        receipt_email: "a@example.com",
        refunded: false,
        shipping: { name: "A. Customer", address: { city: "Portland" } },
        status: "succeeded",
      });
    },
    "shows why a card said no": async (shop) => {
      await errorOf(shop.pay("pm_card_chargeDeclinedInsufficientFunds"));
      const [charge] = (await shop.stripe.charges.list()).data;
      expect(await shop.stripe.charges.retrieve(String(charge?.id))).toMatchObject({
        amount_captured: 0,
        balance_transaction: null,
        captured: false,
        failure_code: "card_declined",
        failure_message: "Your card has insufficient funds.",
        outcome: { reason: "insufficient_funds", type: "issuer_declined" },
        paid: false,
        status: "failed",
      });
    },
    "shows that the sandbox blocked a payment as fraud": async (shop) => {
      await errorOf(shop.pay("pm_card_radarBlock"));
      const [charge] = (await shop.stripe.charges.list()).data;
      expect(charge?.outcome).toMatchObject({
        network_status: "not_sent_to_network",
        risk_level: "highest",
        type: "blocked",
      });
    },
    "leaves the list of refunds out": async (shop) => {
      const { charge } = await charged(shop);
      expect(charge).not.toHaveProperty("refunds");
    },
  },
  states: {
    "gets its balance transaction a moment after the payment": async (shop) => {
      await shop.control("POST", "/clock", { freeze: true });
      const { charge } = await charged(shop);
      expect(charge.balance_transaction).toBeNull();
      await advance(shop, 100);
      const settled = await shop.stripe.charges.retrieve(charge.id);
      expect(settled.balance_transaction).toMatch(/^txn_/);
    },
    "has its balance transaction at once with synchronous capture": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "automatic" });
      expect(charge.balance_transaction).toMatch(/^txn_/);
    },
    "is not captured while the money is held, and says until when": async (shop) => {
      const { charge } = await charged(shop, "pm_card_visa", { capture_method: "manual" });
      expect(charge).toMatchObject({ amount_captured: 0, balance_transaction: null, captured: false });
      expect(charge.payment_method_details?.card?.capture_before).toBeGreaterThan(charge.created);
    },
    "counts what was not captured as refunded": async (shop) => {
      const { charge, intent } = await charged(shop, "pm_card_visa", { capture_method: "manual" });
      await shop.stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500 });
      expect(await shop.stripe.charges.retrieve(charge.id)).toMatchObject({
        amount_captured: 1500,
        amount_refunded: 499,
        captured: true,
        refunded: false,
      });
    },
  },
  events: {
    "tell of the balance transaction with charge.updated": async (shop) => {
      await charged(shop);
      await advance(shop, 100);
      expect((await shop.history()).slice(-3)).toEqual([
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
      ]);
      const event = await shop.receiver.arrival("charge.updated");
      expect(event.data.previous_attributes).toEqual({ balance_transaction: null });
    },
  },
  expansion: {
    "expands the payment intent, the customer and the balance transaction": async (shop) => {
      const customer = await shop.stripe.customers.create({ name: "A. Customer" });
      const { charge } = await charged(shop, "pm_card_visa", { customer: customer.id });
      await advance(shop, 100);
      const full = await shop.stripe.charges.retrieve(charge.id, {
        expand: ["balance_transaction", "customer", "payment_intent"],
      });
      expect(full).toMatchObject({
        balance_transaction: { type: "charge" },
        customer: { name: "A. Customer" },
        payment_intent: { amount: 1999 },
      });
    },
    "shows refunds when they are expanded": async (shop) => {
      const { charge } = await charged(shop);
      await shop.stripe.refunds.create({ charge: charge.id, amount: 5 });
      const { refunds } = await shop.stripe.charges.retrieve(charge.id, { expand: ["refunds"] });
      expect(refunds).toMatchObject({
        data: [{ amount: 5 }],
        has_more: false,
        url: `/v1/charges/${charge.id}/refunds`,
      });
    },
  },
});
