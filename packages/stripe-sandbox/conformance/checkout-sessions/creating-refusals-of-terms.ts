import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { inMinutes, open, pay, rate, refused, shirt } from "./fixtures.ts";

export const creatingRefusalsOfTerms = checksOf("POST /v1/checkout/sessions", {
  refusals: {
    "refuses to expire in less than half an hour": async (shop) => {
      expect(await refused(shop, { expires_at: inMinutes(29) })).toMatchObject({ param: "expires_at" });
    },
    "refuses to expire after more than a day": async (shop) => {
      expect(await refused(shop, { expires_at: inMinutes(24 * 60 + 5) })).toMatchObject({
        param: "expires_at",
      });
    },
    "refuses a customer together with an e-mail address": async (shop) => {
      const { id } = await shop.stripe.customers.create();
      expect(await refused(shop, { customer: id, customer_email: "anna@example.com" })).toMatchObject({
        param: "customer_email",
      });
    },
    "refuses a customer that does not exist": async (shop) => {
      expect(await refused(shop, { customer: "cus_none" })).toMatchObject({ param: "customer" });
    },
    "refuses a fourth custom field": async (shop) => {
      const custom_fields = ["a", "b", "c", "d"].map((key) => ({
        key,
        label: { type: "custom" as const, custom: key },
        type: "text" as const,
      }));
      expect(await refused(shop, { custom_fields })).toMatchObject({ param: "custom_fields" });
    },
    "refuses two discounts, and a discount beside promotion codes": async (shop) => {
      const coupon = (await shop.stripe.coupons.create({ percent_off: 10 })).id;
      expect(await refused(shop, { discounts: [{ coupon }, { coupon }] })).toMatchObject({
        param: "discounts",
      });
      const both = await refused(shop, { discounts: [{ coupon }], allow_promotion_codes: true });
      expect(both).toMatchObject({ param: "allow_promotion_codes" });
      expect(both.message).toContain("You may only specify one of these parameters");
    },
    "refuses a coupon that is over": async (shop) => {
      const coupon = await shop.stripe.coupons.create({ percent_off: 10, max_redemptions: 1 });
      const { id } = await open(shop, { discounts: [{ coupon: coupon.id }] });
      await pay(shop, id);
      expect(await refused(shop, { discounts: [{ coupon: coupon.id }] })).toMatchObject({
        code: "coupon_expired",
        param: "discounts[0][coupon]",
      });
    },
    "refuses a sixth way of shipping": async (shop) => {
      const shipping_options = [1, 2, 3, 4, 5, 6].map((n) => rate(`Rate ${n}`, n * 100));
      expect(await refused(shop, { shipping_options })).toMatchObject({ param: "shipping_options" });
    },
    "refuses a shipping rate of another currency": async (shop) => {
      expect(await refused(shop, { shipping_options: [rate("Post", 500, "eur")] })).toMatchObject({
        param: "shipping_options[0]",
      });
    },
    "refuses to tax a customer whose address it does not know": async (shop) => {
      const { id } = await shop.stripe.customers.create();
      const taxed = { customer: id, automatic_tax: { enabled: true } };
      expect(await refused(shop, taxed)).toMatchObject({ code: "customer_tax_location_invalid" });
      const asking = await open(shop, { ...taxed, customer_update: { address: "auto" } });
      expect(asking.automatic_tax.status).toBe("requires_location_inputs");
    },
    "refuses a quantity outside of what may be adjusted": async (shop) => {
      const adjustable_quantity = { enabled: true, minimum: 2, maximum: 5 };
      expect(await refused(shop, { line_items: [shirt({ adjustable_quantity })] })).toMatchObject({
        param: "line_items[0][quantity]",
      });
    },
    "says that it does not cover tax rates of the shop's own": async (shop) => {
      const error = await refused(shop, { line_items: [shirt({ tax_rates: ["txr_1"] })] });
      expect(error).toMatchObject({ statusCode: 501 });
    },
    "says what of payment_method_options it does not cover": async (shop) => {
      const error = await refused(shop, {
        payment_method_options: { card: { setup_future_usage: "off_session" } },
      });
      expect(error).toMatchObject({ statusCode: 501 });
      expect(error.message).toContain("payment_method_options[card][setup_future_usage]");
    },
    "says what of payment_intent_data it does not cover": async (shop) => {
      const error = await refused(shop, { payment_intent_data: { on_behalf_of: "acct_1" } });
      expect(error).toMatchObject({ statusCode: 501 });
      expect(error.message).toContain("payment_intent_data[on_behalf_of]");
    },
  },
});
