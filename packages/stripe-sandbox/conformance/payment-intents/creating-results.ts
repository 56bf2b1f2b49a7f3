import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { chargesOf, create, twoMugs } from "./fixtures.ts";

const takesAmount = (amount: number, currency: string) => async (shop: Shop) => {
  expect(await create(shop, { amount, currency })).toMatchObject({ amount, currency });
};

export const creatingResults = checksOf("POST /v1/payment_intents", {
  results: {
    "waits for a payment method, with all that Stripe's defaults are": async (shop) => {
      const intent = await create(shop, { automatic_payment_methods: undefined });
      expect(intent).toMatchObject({
        status: "requires_payment_method",
        capture_method: "automatic_async",
        confirmation_method: "automatic",
        automatic_payment_methods: { enabled: true, allow_redirects: "always" },
        amount_received: 0,
        latest_charge: null,
        livemode: false,
      });
      expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    },
    "is ready to confirm with a payment method": async (shop) => {
      expect((await create(shop, { payment_method: "pm_card_visa" })).status).toBe("requires_confirmation");
    },
    "takes 50 cents": takesAmount(50, "usd"),
    "takes 99999999, which is the most": takesAmount(99_999_999, "usd"),
    "takes yen without decimals": takesAmount(50, "jpy"),
    "takes dinars with three decimals of which the last is 0": takesAmount(5_120, "kwd"),
    "takes whole krónur": takesAmount(50_000, "isk"),
    "offers only cards when automatic payment methods are off": async (shop) => {
      const intent = await create(shop, {
        currency: "eur",
        automatic_payment_methods: { enabled: false },
      });
      expect(intent).toMatchObject({
        automatic_payment_methods: null,
        payment_method_types: ["card"],
      });
    },
    "keeps references for the card network": async (shop) => {
      const { payment_details } = await create(shop, { payment_details: { order_reference: "A-6" } });
      expect(payment_details).toEqual({ order_reference: "A-6", customer_reference: null });
    },
    "lets a type have its own way to capture": async (shop) => {
      const held = await shop.pay("pm_card_visa", {
        currency: "eur",
        capture_method: "automatic",
        payment_method_options: { card: { capture_method: "manual" } },
      });
      expect(held).toMatchObject({
        status: "requires_capture",
        capture_method: "automatic",
        payment_method_types: ["card", "sepa_debit"],
      });
      expect((await chargesOf(shop, held.id))[0]?.balance_transaction).toBeNull();
    },
    "keeps the parts of the amount, and the line items for who asks": async (shop) => {
      const intent = await create(shop, {
        amount_details: twoMugs,
        expand: ["amount_details.line_items"],
      });
      expect(intent.amount_details).toMatchObject({
        shipping: { amount: 499, to_postal_code: "1010", from_postal_code: null },
        line_items: { object: "list", data: [{ product_name: "Mug", quantity: 2, unit_cost: 750 }] },
      });
      const again = await shop.stripe.paymentIntents.retrieve(intent.id);
      expect(again.amount_details).not.toHaveProperty("line_items");
    },
    "goes on with line items that don't add up, if it is told to": async (shop) => {
      const { amount_details } = await create(shop, {
        amount: 2500,
        amount_details: { ...twoMugs, enforce_arithmetic_validation: false },
      });
      expect(amount_details?.error?.code).toBe("amount_details_amount_mismatch");
    },
    "keeps a card for its customer when asked": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { payment_method } = await shop.pay("pm_card_visa", {
        customer,
        setup_future_usage: "off_session",
      });
      const later = await shop.pay(String(payment_method), { customer, off_session: true });
      expect(later.status).toBe("succeeded");
    },
    "leaves a card that may be used again to be attached later": async (shop) => {
      const { payment_method } = await shop.pay("pm_card_visa", { setup_future_usage: "on_session" });
      const { id: customer } = await shop.stripe.customers.create();
      const kept = await shop.stripe.paymentMethods.attach(String(payment_method), { customer });
      expect(kept.customer).toBe(customer);
    },
    "saves nothing for a type whose option says none": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const { payment_method } = await shop.pay("pm_card_visa", {
        customer,
        setup_future_usage: "off_session",
        payment_method_options: { card: { setup_future_usage: "none" } },
      });
      const method = await shop.stripe.paymentMethods.retrieve(String(payment_method));
      expect(method.customer).toBeNull();
    },
  },
});
