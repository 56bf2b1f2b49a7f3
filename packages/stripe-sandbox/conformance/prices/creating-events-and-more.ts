import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const creatingEventsAndMore = checksOf("POST /v1/prices", {
  events: {
    "tells of the product first": async (shop) => {
      await make(shop);
      expect(await shop.history()).toEqual(["product.created", "price.created"]);
    },
    "tells of the price that lost its lookup key": async (shop) => {
      const old = await make(shop, { lookup_key: "mug" });
      await make(shop, { lookup_key: "mug", transfer_lookup_key: true });
      expect((await shop.receiver.arrival("price.updated")).data).toMatchObject({
        object: { id: old.id, lookup_key: null },
        previous_attributes: { lookup_key: "mug" },
      });
    },
  },
  expansion: {
    "shows currency options only when asked": async (shop) => {
      const more = { currency_options: { eur: { unit_amount: 900, tax_behavior: "inclusive" } } } as const;
      expect(await make(shop, more)).not.toHaveProperty("currency_options");
      const { currency_options } = await make(shop, { ...more, expand: ["currency_options"] });
      expect(currency_options).toMatchObject({
        usd: { unit_amount: 1000, tax_behavior: "unspecified" },
        eur: { unit_amount: 900, tax_behavior: "inclusive", custom_unit_amount: null },
      });
    },
    "shows the product": async (shop) => {
      expect((await make(shop, { expand: ["product"] })).product).toMatchObject({ name: "Mug" });
    },
    "shows the product, though a coupon has its id": async (shop) => {
      await shop.stripe.coupons.create({ id: "mug", percent_off: 5 });
      const { product } = await make(shop, {
        product_data: { id: "mug", name: "Mug" },
        expand: ["product"],
      });
      expect(product).toMatchObject({ object: "product" });
    },
  },
  idempotency: {
    "makes one price of one key": async ({ stripe }) => {
      const create = () =>
        stripe.prices.create(
          { currency: "usd", unit_amount: 5, product_data: { name: "Mug" } },
          { idempotencyKey: "one" },
        );
      expect((await create()).id).toBe((await create()).id);
      expect((await stripe.products.list()).data).toHaveLength(1);
    },
  },
});
