import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { berlin, offerCode, open, pay, retrieve } from "./fixtures.ts";

export const creatingStatesOnCompletion = checksOf("POST /v1/checkout/sessions", {
  states: {
    "shows what the customer has given once it is complete": async (shop) => {
      const { id } = await open(shop, {
        billing_address_collection: "required",
        phone_number_collection: { enabled: true },
        shipping_address_collection: { allowed_countries: ["DE"] },
        consent_collection: { terms_of_service: "required" },
        custom_fields: [
          { key: "gift", label: { type: "custom", custom: "Card" }, type: "text", optional: true },
          { key: "size", label: { type: "custom", custom: "Size" }, type: "numeric" },
        ],
      });
      await pay(shop, id, {
        name: "Anna Example",
        phone: "+49 30 1234567",
        billing_address: berlin,
        shipping: { name: "Otto Example", address: { ...berlin, line1: "Torstr. 2" } },
        terms_of_service: "accepted",
        custom_fields: { size: "42" },
      });
      const session = await retrieve(shop, id, ["payment_intent"]);
      expect(session).toMatchObject({
        consent: { terms_of_service: "accepted" },
        customer_details: { address: berlin, phone: "+49 30 1234567", name: "Anna Example" },
        collected_information: {
          shipping_details: { name: "Otto Example", address: { line1: "Torstr. 2", country: "DE" } },
        },
        payment_intent: { shipping: { name: "Otto Example", phone: "+49 30 1234567" } },
      });
      expect(session.custom_fields).toMatchObject([
        { key: "gift", text: { value: null } },
        { key: "size", numeric: { value: "42" } },
      ]);
      const [charge] = (await shop.stripe.charges.list()).data;
      expect(charge?.billing_details).toMatchObject({ email: "anna@example.com", address: berlin });
    },
    "counts a promotion code once, when the purchase is done": async (shop) => {
      const code = await offerCode(shop, { max_redemptions: 1 });
      const { id } = await open(shop, { allow_promotion_codes: true });
      const times = async () => (await shop.stripe.promotionCodes.retrieve(code.id)).times_redeemed;
      await pay(shop, id, { promotion_code: "summer", payment_method: "pm_card_chargeDeclined" });
      expect(await times()).toBe(0);
      await pay(shop, id);
      expect(await times()).toBe(1);
      expect(await retrieve(shop, id)).toMatchObject({
        amount_total: 1500,
        status: "complete",
        discounts: [{ promotion_code: code.id }],
      });
    },
    "completes without a payment when a discount covers all": async (shop) => {
      const coupon = await shop.stripe.coupons.create({ percent_off: 100 });
      const { id } = await open(shop, { discounts: [{ coupon: coupon.id }] });
      await shop.control("POST", `/checkout/${id}/pay`, { email: "anna@example.com" });
      expect(await retrieve(shop, id)).toMatchObject({
        amount_total: 0,
        payment_status: "no_payment_required",
        payment_intent: null,
      });
      expect((await shop.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    },
    "saves the card for a customer when the shop wants it": async (shop) => {
      const customer = await shop.stripe.customers.create({ email: "eve@example.com" });
      const { id } = await open(shop, {
        customer: customer.id,
        payment_intent_data: { setup_future_usage: "off_session" },
      });
      await pay(shop, id, { email: undefined });
      const saved = await shop.stripe.customers.listPaymentMethods(customer.id);
      expect(saved.data).toHaveLength(1);
      expect((await retrieve(shop, id)).customer_details?.email).toBe("eve@example.com");
    },
    "writes the customer's address down where the shop allows it": async (shop) => {
      const customer = await shop.stripe.customers.create();
      const { id } = await open(shop, {
        customer: customer.id,
        customer_update: { address: "auto" },
        billing_address_collection: "required",
      });
      await pay(shop, id, { billing_address: berlin, name: "Anna Example" });
      expect(await shop.stripe.customers.retrieve(customer.id)).toMatchObject({
        address: berlin,
        email: "anna@example.com",
        name: null,
      });
    },
    "makes a customer of whoever pays when the shop wants it": async (shop) => {
      const { id } = await open(shop, { customer_creation: "always" });
      await pay(shop, id, { name: "Anna Example" });
      const { customer } = await shop.stripe.checkout.sessions.retrieve(id, { expand: ["customer"] });
      expect(customer).toMatchObject({ email: "anna@example.com", name: "Anna Example" });
    },
    "hands its terms on to the payment, but not its own metadata": async (shop) => {
      const { id } = await open(shop, {
        metadata: { session: "yes" },
        payment_intent_data: { metadata: { order: "42" }, description: "Order 42" },
      });
      await pay(shop, id);
      const [intent] = (await shop.stripe.paymentIntents.list()).data;
      expect(intent).toMatchObject({ metadata: { order: "42" }, description: "Order 42" });
    },
  },
});
