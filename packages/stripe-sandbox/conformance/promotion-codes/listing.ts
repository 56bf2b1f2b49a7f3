import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/promotion_codes", {
  results: {
    "finds a code in any case": async (shop) => {
      const { id } = await make(shop, { code: "Summer" });
      await make(shop, { code: "Winter" });
      const { data } = await shop.stripe.promotionCodes.list({ code: "SUMMER" });
      expect(data.map((one) => one.id)).toEqual([id]);
    },
    "filters by coupon, customer and active": async (shop) => {
      const customer = (await shop.stripe.customers.create()).id;
      const customersOwn = await make(shop, { customer });
      const off = await make(shop, { active: false });
      const ids = async (filter: Stripe.PromotionCodeListParams) =>
        (await shop.stripe.promotionCodes.list(filter)).data.map(({ id }) => id);
      expect(await ids({ customer })).toEqual([customersOwn.id]);
      expect(await ids({ active: false })).toEqual([off.id]);
      expect(await ids({ active: true })).toEqual([customersOwn.id]);
      expect(await ids({ coupon: String(off.promotion.coupon) })).toEqual([off.id]);
      expect(await ids({ coupon: "none" })).toEqual([]);
    },
  },
});
