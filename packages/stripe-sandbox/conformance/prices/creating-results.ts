import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { make, post } from "./fixtures.ts";

export const creatingResults = checksOf("POST /v1/prices", {
  results: {
    "makes a price of an existing product": async (shop) => {
      const product = await shop.stripe.products.create({ name: "Mug" });
      const price = await shop.stripe.prices.create({
        product: product.id,
        currency: "USD",
        unit_amount: 1000,
      });
      expect(price).toMatchObject({
        product: product.id,
        active: true,
        billing_scheme: "per_unit",
        currency: "usd",
        unit_amount: 1000,
        type: "one_time",
        recurring: null,
        tax_behavior: "unspecified",
        lookup_key: null,
        nickname: null,
        transform_quantity: null,
        custom_unit_amount: null,
      });
      expect(price.unit_amount_decimal?.toString()).toBe("1000");
      expect((await shop.stripe.products.retrieve(product.id)).default_price).toBeNull();
    },
    "makes the product along": async (shop) => {
      const { product } = await make(shop, {
        product_data: { id: "mug", name: "Mug", unit_label: "mug", metadata: { a: "1" } },
      });
      expect(product).toBe("mug");
      expect(await shop.stripe.products.retrieve("mug")).toMatchObject({
        name: "Mug",
        unit_label: "mug",
        metadata: { a: "1" },
      });
    },
    "keeps fractions of a cent to twelve places": async (shop) => {
      expect((await post(shop, "unit_amount_decimal=0.000000000001")).body).toMatchObject({
        unit_amount: null,
        unit_amount_decimal: "0.000000000001",
      });
    },
    "knows a whole amount that was given as a decimal": async (shop) => {
      expect((await post(shop, "unit_amount_decimal=1050.00")).body).toMatchObject({
        unit_amount: 1050,
        unit_amount_decimal: "1050",
      });
    },
    "may be free, and at most eight digits": async (shop) => {
      expect((await make(shop, { unit_amount: 0 })).unit_amount).toBe(0);
      expect((await make(shop, { unit_amount: 99_999_999 })).unit_amount).toBe(99_999_999);
    },
    "lets the customer choose the amount": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "usd",
        product_data: { name: "Gift" },
        custom_unit_amount: { enabled: true, minimum: 500, preset: 1000 },
      });
      expect(price).toMatchObject({
        unit_amount: null,
        unit_amount_decimal: null,
        custom_unit_amount: { minimum: 500, preset: 1000, maximum: null },
      });
    },
    "keeps tax behaviour, nickname, metadata and the division of quantities": async (shop) => {
      const params = {
        tax_behavior: "inclusive",
        nickname: "Winter",
        metadata: { a: "1" },
        transform_quantity: { divide_by: 12, round: "up" },
      } as const;
      expect(await make(shop, params)).toMatchObject(params);
    },
    "makes a recurring price": async (shop) => {
      expect(await make(shop, { recurring: { interval: "month", trial_period_days: 7 } })).toMatchObject({
        type: "recurring",
        recurring: {
          interval: "month",
          interval_count: 1,
          usage_type: "licensed",
          meter: null,
          trial_period_days: 7,
        },
      });
    },
    "takes the lookup key from another price when told to": async (shop) => {
      const old = await make(shop, { lookup_key: "mug" });
      const now = await make(shop, { lookup_key: "mug", transfer_lookup_key: true });
      expect(now.lookup_key).toBe("mug");
      expect((await shop.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
    },
  },
});
