import { expect } from "vitest";
import type { Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { euros, open, pay, retrieve } from "./fixtures.ts";

/** A debit from an account whose bank waits to be told what it decides. */
const debit = (shop: Shop, id: string) =>
  shop.control("POST", `/checkout/${id}/pay`, {
    email: "anna@example.com",
    name: "Anna Example",
    payment_method_data: { type: "sepa_debit", sepa_debit: { iban: "AT321904300235473204" } },
  });

const bankDecides = async (shop: Shop, id: string, outcome: "succeed" | "fail") => {
  const { payment_intent } = await retrieve(shop, id);
  return shop.control("POST", `/payment_intents/${payment_intent}/bank`, { outcome });
};

export const creatingStatesOfPayment = checksOf("POST /v1/checkout/sessions", {
  states: {
    "is complete and paid when a card has paid": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id, { name: "Anna Example" });
      const session = await shop.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
      expect(session).toMatchObject({
        status: "complete",
        payment_status: "paid",
        url: null,
        customer_details: { email: "anna@example.com", name: "Anna Example" },
        payment_intent: { status: "succeeded", amount_received: 2000 },
      });
    },
    "stays open after a decline, and takes another card for the same payment": async (shop) => {
      const { id } = await open(shop);
      const { error } = await pay(shop, id, { payment_method: "pm_card_chargeDeclined" });
      expect(error).toMatchObject({ code: "card_declined", decline_code: "generic_decline" });
      const declined = await shop.stripe.checkout.sessions.retrieve(id);
      expect(declined).toMatchObject({ status: "open", payment_status: "unpaid" });
      await pay(shop, id);
      const paid = await shop.stripe.checkout.sessions.retrieve(id);
      expect(paid).toMatchObject({ status: "complete", payment_intent: declined.payment_intent });
      expect((await shop.stripe.paymentIntents.list()).data).toHaveLength(1);
    },
    "waits for 3-D Secure and completes when it is passed": async (shop) => {
      const { id } = await open(shop);
      const { session, next_action } = await pay(shop, id, {
        payment_method: "pm_card_threeDSecure2Required",
      });
      expect(session).toMatchObject({ status: "open" });
      expect(next_action).toMatchObject({ type: "use_stripe_sdk" });
      const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
      await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "complete" });
      expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({
        status: "complete",
        payment_status: "paid",
      });
    },
    "asks for 3-D Secure when the shop wants it": async (shop) => {
      const { id } = await open(shop, {
        payment_method_options: { card: { request_three_d_secure: "challenge" } },
      });
      expect((await pay(shop, id)).next_action).toMatchObject({ type: "use_stripe_sdk" });
    },
    "stays open when 3-D Secure is refused": async (shop) => {
      const { id } = await open(shop);
      await pay(shop, id, { payment_method: "pm_card_threeDSecure2Required" });
      const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id);
      await shop.control("POST", `/3ds/${payment_intent}`, { outcome: "refuse" });
      expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: "open" });
    },
    "completes without a payment when nothing is due": async (shop) => {
      const price_data = { currency: "usd", unit_amount: 0, product_data: { name: "Sample" } };
      const { id } = await open(shop, { line_items: [{ price_data, quantity: 1 }] });
      await shop.control("POST", `/checkout/${id}/pay`, { email: "anna@example.com" });
      expect(await shop.stripe.checkout.sessions.retrieve(id)).toMatchObject({
        status: "complete",
        payment_status: "no_payment_required",
        payment_intent: null,
      });
      expect((await shop.history()).at(-1)).toBe("checkout.session.completed");
    },
    "is complete and unpaid while money is only held, and paid when it is taken": async (shop) => {
      const { id } = await open(shop, { payment_intent_data: { capture_method: "manual" } });
      await pay(shop, id);
      const held = await shop.stripe.checkout.sessions.retrieve(id);
      expect(held).toMatchObject({ status: "complete", payment_status: "unpaid" });
      await shop.stripe.paymentIntents.capture(String(held.payment_intent));
      expect((await shop.stripe.checkout.sessions.retrieve(id)).payment_status).toBe("paid");
    },
    "is complete and unpaid after a debit, until the bank has paid": async (shop) => {
      const { id } = await open(shop, { line_items: [euros(2000)] });
      await debit(shop, id);
      expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
      await bankDecides(shop, id, "succeed");
      expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "paid" });
      expect((await shop.history()).filter((type) => type.startsWith("checkout"))).toEqual([
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
      ]);
    },
    "stays unpaid when the bank does not pay a debit": async (shop) => {
      const { id } = await open(shop, { line_items: [euros(2000)] });
      await debit(shop, id);
      await bankDecides(shop, id, "fail");
      expect(await retrieve(shop, id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
      expect(await shop.history()).toContain("checkout.session.async_payment_failed");
    },
  },
});
