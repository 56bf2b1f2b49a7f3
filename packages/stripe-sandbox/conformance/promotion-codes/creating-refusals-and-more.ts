import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make, nowInSeconds } from "./fixtures.ts";

const refuses =
  (more: Partial<Stripe.PromotionCodeCreateParams>, refusal: object, coupon?: Stripe.CouponCreateParams) =>
  async (shop: Shop) => {
    expect(await errorOf(make(shop, more, coupon))).toMatchObject({ statusCode: 400, ...refusal });
    expect((await shop.stripe.promotionCodes.list()).data).toEqual([]);
  };

export const creatingRefusalsAndMore = checksOf("POST /v1/promotion_codes", {
  refusals: {
    "refuses an active code that is taken, in any case": async (shop) => {
      await make(shop, { code: "SALE" });
      expect(await errorOf(make(shop, { code: "Sale" }))).toMatchObject({
        code: "resource_already_exists",
        param: "code",
        message: "An active promotion code with `code: Sale` already exists.",
      });
    },
    "refuses a customer the code that everybody has": async (shop) => {
      const { id } = await shop.stripe.customers.create();
      await make(shop, { code: "SALE" });
      expect(await errorOf(make(shop, { code: "SALE", customer: id }))).toMatchObject({ param: "code" });
    },
    "refuses other characters than letters, digits and dashes": refuses(
      { code: "50 % OFF" },
      { param: "code" },
    ),
    "refuses a coupon that does not exist": async ({ stripe }) => {
      const promotion = { type: "coupon", coupon: "none" } as const;
      expect(await errorOf(stripe.promotionCodes.create({ promotion }))).toMatchObject({
        statusCode: 400,
        code: "resource_missing",
        param: "promotion[coupon]",
      });
    },
    "refuses a promotion without a coupon": async ({ call }) => {
      expect(
        (await call("POST", "/v1/promotion_codes", { form: "promotion[type]=coupon" })).body.error,
      ).toMatchObject({ code: "parameter_missing", param: "promotion[coupon]" });
    },
    "refuses the parameter of older versions": async ({ call }) => {
      const form = "coupon=x&promotion[type]=coupon";
      expect((await call("POST", "/v1/promotion_codes", { form })).body.error).toMatchObject({
        code: "parameter_unknown",
        param: "coupon",
      });
    },
    "refuses a coupon that is over": async ({ stripe, control }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5, redeem_by: nowInSeconds() + 60 });
      await control("POST", "/clock", { advanceMs: 120_000 });
      const promotion = { type: "coupon", coupon: id } as const;
      expect(await errorOf(stripe.promotionCodes.create({ promotion }))).toMatchObject({
        code: "coupon_expired",
      });
    },
    "refuses a customer that does not exist": refuses(
      { customer: "cus_none" },
      { code: "resource_missing", param: "customer" },
    ),
    "refuses an end in the past": refuses({ expires_at: nowInSeconds() - 60 }, { param: "expires_at" }),
    "refuses an end after the coupon's": refuses(
      { expires_at: nowInSeconds() + 7200 },
      { param: "expires_at" },
      { redeem_by: nowInSeconds() + 3600 },
    ),
    "refuses more redemptions than the coupon's": refuses(
      { max_redemptions: 11 },
      { param: "max_redemptions" },
      { max_redemptions: 10 },
    ),
    "refuses a limit of no redemptions": refuses({ max_redemptions: 0 }, { param: "max_redemptions" }),
    "refuses a minimum without a currency": refuses(
      { restrictions: { minimum_amount: 5 } },
      { param: "restrictions[minimum_amount_currency]" },
    ),
    "refuses a currency without a minimum": refuses(
      { restrictions: { minimum_amount_currency: "usd" } },
      { param: "restrictions[minimum_amount]" },
    ),
    "refuses the minimum's own currency among the further ones": refuses(
      {
        restrictions: {
          minimum_amount: 5,
          minimum_amount_currency: "usd",
          currency_options: { usd: { minimum_amount: 5 } },
        },
      },
      { param: "restrictions[currency_options][usd]" },
    ),
    "says that accounts as customers are not covered": async ({ call, stripe }) => {
      const { id } = await stripe.coupons.create({ percent_off: 5 });
      const form = `promotion[type]=coupon&promotion[coupon]=${id}&customer_account=acct_1`;
      expect((await call("POST", "/v1/promotion_codes", { form })).status).toBe(501);
    },
  },
  states: {
    "is active until it expires": async (shop) => {
      const { id } = await make(shop, { expires_at: nowInSeconds() + 60 });
      await shop.control("POST", "/clock", { advanceMs: 30_000 });
      expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(true);
      await shop.control("POST", "/clock", { advanceMs: 30_000 });
      expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(false);
    },
    "is active no longer than its coupon is valid": async (shop) => {
      const { id } = await make(shop, {}, { redeem_by: nowInSeconds() + 60 });
      await shop.control("POST", "/clock", { advanceMs: 120_000 });
      expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(false);
      expect((await shop.stripe.promotionCodes.list({ active: true })).data).toEqual([]);
    },
  },
  events: {
    "tells of the code": async (shop) => {
      await make(shop);
      expect(await shop.history()).toEqual(["coupon.created", "promotion_code.created"]);
    },
  },
});
