import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make, post } from "./fixtures.ts";

export const creatingRefusals = checksOf("POST /v1/prices", {
  refusals: {
    "refuses a price without an amount": async (shop) => {
      expect(await post(shop, "active=true")).toMatchObject({
        status: 400,
        body: {
          error: {
            code: "parameter_missing",
            message: "Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.",
          },
        },
      });
    },
    "refuses two amounts": async (shop) => {
      expect((await post(shop, "unit_amount=5&unit_amount_decimal=5")).body.error).toMatchObject({
        message: "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
        param: "unit_amount",
      });
    },
    "refuses amounts below nothing or above eight digits": async (shop) => {
      for (const unit_amount of [-1, 100_000_000])
        expect(await errorOf(make(shop, { unit_amount }))).toMatchObject({
          code: "parameter_invalid_integer",
          param: "unit_amount",
        });
      expect((await post(shop, "unit_amount_decimal=100000000.5")).body.error).toMatchObject({
        param: "unit_amount_decimal",
      });
    },
    "refuses a thirteenth place, and what is no number": async (shop) => {
      for (const decimal of ["0.0000000000001", "-1", "1e3", "ten", "1."])
        expect((await post(shop, `unit_amount_decimal=${decimal}`)).body.error).toMatchObject({
          param: "unit_amount_decimal",
        });
    },
    "refuses an unknown currency": async (shop) => {
      const error = await errorOf(make(shop, { currency: "xyz" }));
      expect(error).toMatchObject({ statusCode: 400, param: "currency" });
      expect(error.message).toContain("Invalid currency: xyz");
    },
    "refuses a price without a product": async ({ stripe }) => {
      expect(await errorOf(stripe.prices.create({ currency: "usd", unit_amount: 5 }))).toMatchObject({
        code: "parameter_missing",
        param: "product",
      });
    },
    "refuses a product that does not exist": async ({ stripe }) => {
      expect(
        await errorOf(stripe.prices.create({ currency: "usd", unit_amount: 5, product: "none" })),
      ).toMatchObject({ statusCode: 400, code: "resource_missing", message: "No such product: 'none'" });
    },
    "refuses product and product_data together": async (shop) => {
      expect((await post(shop, "unit_amount=5&product_data[name]=x")).body.error).toMatchObject({
        code: "parameters_exclusive",
      });
    },
    "refuses the id of an existing product in product_data": async (shop) => {
      await shop.stripe.products.create({ id: "mug", name: "Mug" });
      expect(await errorOf(make(shop, { product_data: { id: "mug", name: "Mug" } }))).toMatchObject({
        code: "resource_already_exists",
        param: "product_data[id]",
      });
    },
    "refuses a lookup key that is taken": async (shop) => {
      const { id } = await make(shop, { lookup_key: "mug" });
      expect(await errorOf(make(shop, { lookup_key: "mug" }))).toMatchObject({
        param: "lookup_key",
        message: `A price (\`${id}\`) already uses that lookup key.`,
      });
    },
    "refuses a lookup key above 200 characters": async (shop) => {
      expect(await errorOf(make(shop, { lookup_key: "x".repeat(201) }))).toMatchObject({
        param: "lookup_key",
      });
    },
    "refuses its own currency among the options": async (shop) => {
      expect(await errorOf(make(shop, { currency_options: { usd: { unit_amount: 5 } } }))).toMatchObject({
        param: "currency_options[usd]",
      });
    },
    "refuses a currency option without an amount or of no currency": async (shop) => {
      expect(
        (await post(shop, "unit_amount=5&currency_options[eur][tax_behavior]=inclusive")).body.error,
      ).toMatchObject({ param: "currency_options[eur][unit_amount]" });
      expect(
        (await post(shop, "unit_amount=5&currency_options[xyz][unit_amount]=5")).body.error,
      ).toMatchObject({ param: "currency_options[xyz]" });
    },
    "refuses a chosen amount that contradicts itself": async (shop) => {
      const custom = (more: string) => post(shop, `custom_unit_amount[enabled]=${more}`);
      expect((await custom("false")).body.error.param).toBe("custom_unit_amount[enabled]");
      expect((await custom("true&custom_unit_amount[minimum]=10")).body.error).toMatchObject({
        code: "amount_too_small",
      });
      expect(
        (await custom("true&custom_unit_amount[maximum]=900&custom_unit_amount[preset]=901")).body.error,
      ).toMatchObject({ param: "custom_unit_amount[preset]" });
    },
    "refuses intervals above three years": async (shop) => {
      expect(
        await errorOf(make(shop, { recurring: { interval: "month", interval_count: 37 } })),
      ).toMatchObject({ param: "recurring[interval_count]" });
    },
    "says that tiers and metered prices are not covered": async (shop) => {
      for (const form of [
        "billing_scheme=tiered&unit_amount=5",
        "unit_amount=5&tiers_mode=volume",
        "tiers[0][up_to]=inf&tiers[0][unit_amount]=5",
        "unit_amount=5&recurring[interval]=month&recurring[usage_type]=metered",
        "unit_amount=5&currency_options[eur][tiers][0][up_to]=inf",
      ])
        expect((await post(shop, form)).status).toBe(501);
      expect((await shop.stripe.prices.list()).data).toEqual([]);
    },
  },
});
