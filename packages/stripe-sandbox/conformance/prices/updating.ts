import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const updating = checksOf("POST /v1/prices/{id}", {
  results: {
    "changes names and metadata": async (shop) => {
      const { id } = await make(shop, { nickname: "Winter", metadata: { a: "1" }, lookup_key: "w" });
      expect(
        await shop.stripe.prices.update(id, { nickname: "", lookup_key: "s", metadata: { b: "2" } }),
      ).toMatchObject({ nickname: null, lookup_key: "s", metadata: { a: "1", b: "2" } });
      expect((await shop.stripe.prices.update(id, { lookup_key: "" })).lookup_key).toBeNull();
    },
    "adds and replaces currencies": async (shop) => {
      const { id } = await make(shop, { currency_options: { eur: { unit_amount: 900 } } });
      const { currency_options } = await shop.stripe.prices.update(id, {
        currency_options: { eur: { unit_amount: 950 }, jpy: { unit_amount: 1500 } },
        expand: ["currency_options"],
      });
      expect(currency_options).toMatchObject({
        usd: { unit_amount: 1000 },
        eur: { unit_amount: 950 },
        jpy: { unit_amount: 1500 },
      });
    },
    "keeps of a further currency what is not given anew": async (shop) => {
      const { id } = await make(shop, {
        currency_options: {
          eur: { unit_amount: 900, tax_behavior: "inclusive" },
          gbp: { unit_amount: 800 },
        },
      });
      const { currency_options } = await shop.stripe.prices.update(id, {
        currency_options: { eur: { unit_amount: 950 }, gbp: { tax_behavior: "exclusive" } },
        expand: ["currency_options"],
      });
      expect(currency_options).toMatchObject({
        eur: { unit_amount: 950, tax_behavior: "inclusive" },
        gbp: { unit_amount: 800, tax_behavior: "exclusive" },
      });
    },
    "settles a tax behaviour that was open": async (shop) => {
      const { id } = await make(shop);
      expect((await shop.stripe.prices.update(id, { tax_behavior: "inclusive" })).tax_behavior).toBe(
        "inclusive",
      );
    },
    "takes a price off sale and back": async (shop) => {
      const { id } = await make(shop);
      expect((await shop.stripe.prices.update(id, { active: false })).active).toBe(false);
      expect((await shop.stripe.prices.update(id, { active: true })).active).toBe(true);
    },
    "leaves a price its own lookup key": async (shop) => {
      const { id } = await make(shop, { lookup_key: "mug" });
      expect((await shop.stripe.prices.update(id, { lookup_key: "mug" })).lookup_key).toBe("mug");
    },
  },
  refusals: {
    "refuses another tax behaviour": async (shop) => {
      const { id } = await make(shop, { tax_behavior: "exclusive" });
      for (const tax_behavior of ["inclusive", "unspecified"] as const)
        expect(await errorOf(shop.stripe.prices.update(id, { tax_behavior }))).toMatchObject({
          param: "tax_behavior",
        });
    },
    "refuses another tax behaviour of a further currency": async (shop) => {
      const option = (tax_behavior: "inclusive" | "exclusive") => ({
        currency_options: { eur: { unit_amount: 5, tax_behavior } },
      });
      const { id } = await make(shop, option("inclusive"));
      expect(await errorOf(shop.stripe.prices.update(id, option("exclusive")))).toMatchObject({
        param: "currency_options[eur][tax_behavior]",
      });
    },
    "refuses a new amount": async (shop) => {
      const { id } = await make(shop);
      expect(await shop.call("POST", `/v1/prices/${id}`, { form: "unit_amount=5" })).toMatchObject({
        status: 400,
        body: { error: { code: "parameter_unknown", param: "unit_amount" } },
      });
    },
    "refuses to take the default price of a product off sale": async ({ stripe }) => {
      const { default_price } = await stripe.products.create({
        name: "Mug",
        default_price_data: { currency: "usd", unit_amount: 5 },
      });
      const error = await errorOf(stripe.prices.update(String(default_price), { active: false }));
      expect(error.message).toBe(
        "This price cannot be archived because it is the default price of its product.",
      );
    },
    "refuses its own currency among the options": async (shop) => {
      const { id } = await make(shop);
      expect(
        await errorOf(shop.stripe.prices.update(id, { currency_options: { usd: { unit_amount: 5 } } })),
      ).toMatchObject({ param: "currency_options[usd]" });
    },
  },
  events: {
    "tells what was before": async (shop) => {
      const { id } = await make(shop, { nickname: "Winter" });
      await shop.stripe.prices.update(id, { nickname: "Summer", active: false });
      expect((await shop.receiver.arrival("price.updated")).data.previous_attributes).toEqual({
        nickname: "Winter",
        active: true,
      });
    },
  },
});
