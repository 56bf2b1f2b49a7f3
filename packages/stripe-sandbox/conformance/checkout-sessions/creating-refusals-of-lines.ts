import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { order, refused, shirt } from "./fixtures.ts";

export const creatingRefusalsOfLines = checksOf("POST /v1/checkout/sessions", {
  refusals: {
    "wants at least one line": async (shop) => {
      const { line_items: _, ...rest } = order;
      expect(await errorOf(shop.stripe.checkout.sessions.create(rest))).toMatchObject({
        param: "line_items",
      });
    },
    "refuses more than 100 lines": async (shop) => {
      const line_items = Array.from({ length: 101 }, () => shirt());
      expect(await refused(shop, { line_items })).toMatchObject({ param: "line_items" });
    },
    "wants a quantity": async (shop) => {
      const { quantity: _, ...line } = shirt();
      expect(await refused(shop, { line_items: [line] })).toMatchObject({
        code: "parameter_missing",
        param: "line_items[0][quantity]",
      });
    },
    "wants a price or what makes one": async (shop) => {
      const error = await refused(shop, { line_items: [{ quantity: 1 }] });
      expect(error.message).toContain("either `price` or `price_data`");
    },
    "refuses a price that does not exist": async (shop) => {
      expect(await refused(shop, { line_items: [{ price: "price_none", quantity: 1 }] })).toMatchObject({
        statusCode: 400,
        code: "resource_missing",
        param: "line_items[0][price]",
      });
    },
    "refuses a price that is not for sale any more": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "usd",
        unit_amount: 500,
        product_data: { name: "Old" },
        active: false,
      });
      const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
      expect(error.message).toContain("inactive");
    },
    "refuses a price whose product is not for sale any more": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "usd",
        unit_amount: 500,
        product_data: { name: "Old" },
      });
      await shop.stripe.products.update(String(price.product), { active: false });
      const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
      expect(error).toMatchObject({ statusCode: 400, param: "line_items[0][price]" });
      expect(error.message).toContain("its product is not active");
    },
    "refuses a recurring price": async (shop) => {
      const price = await shop.stripe.prices.create({
        currency: "usd",
        unit_amount: 500,
        product_data: { name: "Club" },
        recurring: { interval: "month" },
      });
      const error = await refused(shop, { line_items: [{ price: price.id, quantity: 1 }] });
      expect(error.message).toContain("recurring price");
    },
    "refuses two currencies": async (shop) => {
      const price_data = { currency: "eur", unit_amount: 2000, product_data: { name: "Cap" } };
      expect(await refused(shop, { line_items: [shirt(), { price_data, quantity: 1 }] })).toMatchObject({
        param: "line_items[1][price]",
      });
    },
    "refuses a total below the smallest charge": async (shop) => {
      const price_data = { currency: "usd", unit_amount: 49, product_data: { name: "Sweet" } };
      const error = await refused(shop, { line_items: [{ price_data, quantity: 1 }] });
      expect(error).toMatchObject({ code: "amount_too_small" });
      expect(error.message).toContain("$0.50 usd");
    },
  },
});
