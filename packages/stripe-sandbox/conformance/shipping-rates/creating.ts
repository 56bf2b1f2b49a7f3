import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { inTwoCurrencies, make } from "./fixtures.ts";

const refuses = (more: Partial<Stripe.ShippingRateCreateParams>, refusal: object) => async (shop: Shop) => {
  expect(await errorOf(make(shop, more))).toMatchObject({ statusCode: 400, ...refusal });
};

export const creating = checksOf("POST /v1/shipping_rates", {
  results: {
    "needs a name and an amount": async (shop) => {
      expect(await make(shop)).toMatchObject({
        id: expect.stringMatching(/^shr_/),
        active: true,
        display_name: "Ground",
        delivery_estimate: null,
        fixed_amount: { amount: 500, currency: "usd" },
        metadata: {},
        tax_behavior: "unspecified",
        tax_code: null,
        type: "fixed_amount",
      });
    },
    "keeps all it is told": async (shop) => {
      const params = {
        delivery_estimate: {
          minimum: { unit: "business_day", value: 2 },
          maximum: { unit: "week", value: 1 },
        },
        metadata: { a: "1" },
        tax_behavior: "exclusive",
        tax_code: "txcd_92010001",
        type: "fixed_amount",
      } as const;
      expect(await make(shop, params)).toMatchObject(params);
    },
    "knows estimates with one bound only": async (shop) => {
      const estimate = { maximum: { unit: "day", value: 3 } } as const;
      expect((await make(shop, { delivery_estimate: estimate })).delivery_estimate).toEqual({
        ...estimate,
        minimum: null,
      });
    },
    "may be free": async (shop) => {
      const { fixed_amount } = await make(shop, { fixed_amount: { amount: 0, currency: "EUR" } });
      expect(fixed_amount).toEqual({ amount: 0, currency: "eur" });
    },
  },
  refusals: {
    "refuses a rate without an amount": async ({ call }) => {
      expect((await call("POST", "/v1/shipping_rates", { form: "display_name=x" })).body.error).toMatchObject(
        { code: "parameter_missing", param: "fixed_amount" },
      );
    },
    "refuses an amount below nothing": refuses(
      { fixed_amount: { amount: -1, currency: "usd" } },
      { param: "fixed_amount[amount]" },
    ),
    "refuses an amount above eight digits": refuses(
      { fixed_amount: { amount: 100_000_000, currency: "usd" } },
      { param: "fixed_amount[amount]" },
    ),
    "refuses an unknown currency": refuses(
      { fixed_amount: { amount: 5, currency: "xyz" } },
      { param: "fixed_amount[currency]" },
    ),
    "refuses its own currency among the further ones": refuses(
      { fixed_amount: { amount: 5, currency: "usd", currency_options: { usd: { amount: 5 } } } },
      { param: "fixed_amount[currency_options][usd]" },
    ),
    "refuses a name above 100 characters": refuses(
      { display_name: "x".repeat(101) },
      { param: "display_name" },
    ),
    "refuses an estimate of nothing": refuses(
      { delivery_estimate: { minimum: { unit: "day", value: 0 } } },
      { param: "delivery_estimate[minimum][value]" },
    ),
    "refuses an unknown unit of time": refuses(
      { delivery_estimate: { minimum: { unit: "fortnight" as "day", value: 1 } } },
      { param: "delivery_estimate[minimum][unit]" },
    ),
    "refuses a tax code that cannot exist": refuses(
      { tax_code: "shipping" },
      { code: "resource_missing", param: "tax_code" },
    ),
  },
  events: {
    "is no event": async (shop) => {
      const { id } = await make(shop);
      await shop.stripe.shippingRates.update(id, { active: false });
      expect(await shop.history()).toEqual([]);
    },
  },
  expansion: {
    "shows currencies only when asked": async (shop) => {
      expect((await make(shop, { fixed_amount: inTwoCurrencies })).fixed_amount).not.toHaveProperty(
        "currency_options",
      );
      const { fixed_amount } = await make(shop, {
        fixed_amount: inTwoCurrencies,
        expand: ["fixed_amount.currency_options"],
      });
      expect(fixed_amount?.currency_options).toEqual({
        usd: { amount: 500, tax_behavior: "unspecified" },
        eur: { amount: 450, tax_behavior: "inclusive" },
      });
    },
  },
  idempotency: {
    "makes one rate of one key": async ({ stripe }) => {
      const create = () =>
        stripe.shippingRates.create(
          { display_name: "Ground", fixed_amount: { amount: 5, currency: "usd" } },
          { idempotencyKey: "one" },
        );
      expect((await create()).id).toBe((await create()).id);
    },
  },
});
