import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const creatingExpansionAndIdempotency = checksOf("POST /v1/promotion_codes", {
  expansion: {
    "shows the coupon and the customer": async (shop) => {
      const customer = await shop.stripe.customers.create({ name: "Ada" });
      const expanded = await make(shop, {
        customer: customer.id,
        expand: ["promotion.coupon", "customer"],
      });
      expect(expanded).toMatchObject({
        promotion: { coupon: { percent_off: 10 } },
        customer: { name: "Ada" },
      });
    },
    "shows the products of the coupon": async (shop) => {
      const { id } = await shop.stripe.products.create({ name: "Mug" });
      const expanded = await make(
        shop,
        { expand: ["promotion.coupon.applies_to"] },
        { applies_to: { products: [id] } },
      );
      expect(expanded.promotion.coupon).toMatchObject({ applies_to: { products: [id] } });
    },
    "shows the minimums in further currencies only when asked": async (shop) => {
      const restrictions = {
        minimum_amount: 1000,
        minimum_amount_currency: "usd",
        currency_options: { eur: { minimum_amount: 900 } },
      };
      expect((await make(shop, { restrictions })).restrictions).not.toHaveProperty("currency_options");
      const expanded = await make(shop, { restrictions, expand: ["restrictions.currency_options"] });
      expect(expanded.restrictions.currency_options).toEqual({
        usd: { minimum_amount: 1000 },
        eur: { minimum_amount: 900 },
      });
    },
  },
  idempotency: {
    "makes one code of one key": async ({ stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      const create = () =>
        stripe.promotionCodes.create(
          { promotion: { type: "coupon", coupon: id } },
          { idempotencyKey: "one" },
        );
      expect((await create()).code).toBe((await create()).code);
    },
  },
});
