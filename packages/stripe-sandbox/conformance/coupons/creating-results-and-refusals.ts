import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { nowInSeconds } from "./fixtures.ts";

/** Holds when the coupon is refused and the parameter named. */
const refuses = (params: Stripe.CouponCreateParams, refusal: object) => async (shop: Shop) => {
  expect(await errorOf(shop.stripe.coupons.create(params))).toMatchObject({ statusCode: 400, ...refusal });
  expect((await shop.stripe.coupons.list()).data).toEqual([]);
};

export const creatingResultsAndRefusals = checksOf("POST /v1/coupons", {
  results: {
    "takes off a percentage, once": async ({ stripe }) => {
      expect(await stripe.coupons.create({ percent_off: 12.5 })).toMatchObject({
        id: expect.stringMatching(/^\w{8}$/),
        percent_off: 12.5,
        amount_off: null,
        currency: null,
        duration: "once",
        duration_in_months: null,
        max_redemptions: null,
        redeem_by: null,
        name: null,
        times_redeemed: 0,
        valid: true,
        metadata: {},
      });
    },
    "takes off an amount": async ({ stripe }) => {
      expect(await stripe.coupons.create({ amount_off: 500, currency: "USD" })).toMatchObject({
        amount_off: 500,
        currency: "usd",
        percent_off: null,
      });
    },
    "keeps all it is told": async ({ stripe }) => {
      const params = {
        id: "SUMMER-25",
        name: "Summer",
        percent_off: 25,
        duration: "repeating",
        duration_in_months: 3,
        max_redemptions: 10,
        redeem_by: nowInSeconds() + 3600,
        metadata: { a: "1" },
      } as const;
      expect(await stripe.coupons.create(params)).toMatchObject(params);
    },
    "may have the id of a product": async ({ stripe }) => {
      await stripe.products.create({ id: "mug", name: "Mug" });
      await stripe.coupons.create({ id: "mug", percent_off: 5 });
      expect((await stripe.products.retrieve("mug")).object).toBe("product");
      expect((await stripe.coupons.retrieve("mug")).object).toBe("coupon");
    },
    "lets the id of a deleted coupon be used again": async ({ stripe }) => {
      await stripe.coupons.create({ id: "SALE", percent_off: 5 });
      await stripe.coupons.del("SALE");
      await stripe.coupons.create({ id: "SALE", percent_off: 6 });
      expect(await stripe.coupons.retrieve("SALE")).toMatchObject({ percent_off: 6, valid: true });
    },
  },
  refusals: {
    "refuses a coupon that takes nothing off": refuses({}, { code: "parameter_missing" }),
    "refuses an amount and a percentage together": refuses(
      { percent_off: 5, amount_off: 5, currency: "usd" },
      { code: "parameters_exclusive" },
    ),
    "refuses an amount without a currency": refuses(
      { amount_off: 5 },
      { code: "parameter_missing", param: "currency" },
    ),
    "refuses an amount of nothing": refuses({ amount_off: 0, currency: "usd" }, { param: "amount_off" }),
    "refuses an unknown currency": refuses({ amount_off: 5, currency: "xyz" }, { param: "currency" }),
    "refuses a percentage of nothing": refuses({ percent_off: 0 }, { param: "percent_off" }),
    "refuses more than 100 percent": refuses({ percent_off: 100.01 }, { param: "percent_off" }),
    "refuses a third place of a percentage": refuses(
      { percent_off: 33.333 },
      { message: "Invalid decimal: 33.333; must contain at most two decimal places." },
    ),
    "refuses repeating without months": refuses(
      { percent_off: 5, duration: "repeating" },
      { code: "parameter_missing", param: "duration_in_months" },
    ),
    "refuses months without repeating": refuses(
      { percent_off: 5, duration: "forever", duration_in_months: 3 },
      { param: "duration_in_months" },
    ),
    "refuses an unknown duration": refuses(
      { percent_off: 5, duration: "twice" as "once" },
      { param: "duration" },
    ),
    "refuses a limit of no redemptions": refuses(
      { percent_off: 5, max_redemptions: 0 },
      { param: "max_redemptions" },
    ),
    "refuses an end in the past": refuses(
      { percent_off: 5, redeem_by: nowInSeconds() - 60 },
      { param: "redeem_by" },
    ),
    "refuses an end in six years": refuses(
      { percent_off: 5, redeem_by: nowInSeconds() + 6 * 366 * 86_400 },
      { param: "redeem_by" },
    ),
    "refuses a name above 40 characters": refuses(
      { percent_off: 5, name: "x".repeat(41) },
      { param: "name" },
    ),
    "refuses products that do not exist": refuses(
      { percent_off: 5, applies_to: { products: ["none"] } },
      { code: "resource_missing", param: "applies_to[products][0]" },
    ),
    "refuses further currencies of a percentage": refuses(
      { percent_off: 5, currency_options: { eur: { amount_off: 5 } } },
      { param: "currency_options" },
    ),
    "refuses its own currency among the further ones": refuses(
      { amount_off: 5, currency: "usd", currency_options: { usd: { amount_off: 5 } } },
      { param: "currency_options[usd]" },
    ),
    "refuses an id that is taken": async ({ stripe }) => {
      await stripe.coupons.create({ id: "SALE", percent_off: 5 });
      expect(await errorOf(stripe.coupons.create({ id: "SALE", percent_off: 5 }))).toMatchObject({
        code: "resource_already_exists",
        message: "Coupon already exists.",
      });
    },
  },
});
