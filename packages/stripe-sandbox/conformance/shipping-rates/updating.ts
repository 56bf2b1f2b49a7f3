import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { inTwoCurrencies, make } from "./fixtures.ts";

export const updating = checksOf("POST /v1/shipping_rates/{id}", {
  results: {
    "takes a rate out of use": async (shop) => {
      const { id } = await make(shop);
      expect((await shop.stripe.shippingRates.update(id, { active: false })).active).toBe(false);
    },
    "changes metadata and settles the tax behaviour": async (shop) => {
      const { id } = await make(shop, { metadata: { a: "1" } });
      expect(
        await shop.stripe.shippingRates.update(id, { metadata: { b: "2" }, tax_behavior: "inclusive" }),
      ).toMatchObject({ metadata: { a: "1", b: "2" }, tax_behavior: "inclusive" });
    },
    "changes the amount in a further currency and adds one": async (shop) => {
      const { id } = await make(shop, { fixed_amount: inTwoCurrencies });
      const { fixed_amount } = await shop.stripe.shippingRates.update(id, {
        fixed_amount: { currency_options: { eur: { amount: 400 }, gbp: { amount: 350 } } },
        expand: ["fixed_amount.currency_options"],
      });
      expect(fixed_amount?.currency_options).toMatchObject({
        usd: { amount: 500 },
        eur: { amount: 400, tax_behavior: "inclusive" },
        gbp: { amount: 350, tax_behavior: "unspecified" },
      });
    },
  },
  refusals: {
    "refuses another tax behaviour": async (shop) => {
      const { id } = await make(shop, { tax_behavior: "exclusive" });
      expect(
        await errorOf(shop.stripe.shippingRates.update(id, { tax_behavior: "inclusive" })),
      ).toMatchObject({ param: "tax_behavior" });
    },
    "refuses another amount": async (shop) => {
      const { id } = await make(shop);
      const answer = await shop.call("POST", `/v1/shipping_rates/${id}`, {
        form: "fixed_amount[amount]=5",
      });
      expect(answer.body.error).toMatchObject({ code: "parameter_unknown" });
    },
    "refuses a new currency without an amount": async (shop) => {
      const { id } = await make(shop);
      const error = await errorOf(
        shop.stripe.shippingRates.update(id, {
          fixed_amount: { currency_options: { eur: { tax_behavior: "inclusive" } } },
        }),
      );
      expect(error.param).toBe("fixed_amount[currency_options][eur][amount]");
    },
  },
});
