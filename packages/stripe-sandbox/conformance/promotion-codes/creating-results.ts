import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { make, nowInSeconds } from "./fixtures.ts";

export const creatingResults = checksOf("POST /v1/promotion_codes", {
  results: {
    "invents a code when none is given": async (shop) => {
      expect(await make(shop)).toMatchObject({
        id: expect.stringMatching(/^promo_/),
        code: expect.stringMatching(/^[A-Z0-9]{8}$/),
        active: true,
        customer: null,
        customer_account: null,
        expires_at: null,
        max_redemptions: null,
        metadata: {},
        restrictions: {
          first_time_transaction: false,
          minimum_amount: null,
          minimum_amount_currency: null,
        },
        times_redeemed: 0,
        promotion: { type: "coupon", coupon: expect.stringMatching(/^\w{8}$/) },
      });
    },
    "keeps all it is told": async (shop) => {
      const customer = await shop.stripe.customers.create();
      const params = {
        code: "Summer-25",
        customer: customer.id,
        expires_at: nowInSeconds() + 3600,
        max_redemptions: 5,
        metadata: { a: "1" },
        restrictions: {
          first_time_transaction: true,
          minimum_amount: 1000,
          minimum_amount_currency: "usd",
        },
      };
      expect(await make(shop, params)).toMatchObject(params);
    },
    "lets a code be used again that is not active": async (shop) => {
      const old = await make(shop, { code: "SALE" });
      await shop.stripe.promotionCodes.update(old.id, { active: false });
      expect((await make(shop, { code: "SALE" })).active).toBe(true);
      expect((await make(shop, { code: "SALE", active: false })).active).toBe(false);
    },
    "lets two customers have the same code": async (shop) => {
      const [ada, eve] = [await shop.stripe.customers.create(), await shop.stripe.customers.create()];
      await make(shop, { code: "THANKS", customer: ada.id });
      expect((await make(shop, { code: "THANKS", customer: eve.id })).active).toBe(true);
    },
  },
});
