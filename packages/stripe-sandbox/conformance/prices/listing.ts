import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/prices", {
  results: {
    "filters by product, currency, type and active": async (shop) => {
      const usd = await make(shop);
      const eur = await make(shop, { currency: "eur", active: false });
      const monthly = await make(shop, { recurring: { interval: "month" } });
      const ids = async (filter: Stripe.PriceListParams) =>
        (await shop.stripe.prices.list(filter)).data.map(({ id }) => id);
      expect(await ids({ product: String(usd.product) })).toEqual([usd.id]);
      expect(await ids({ currency: "eur" })).toEqual([eur.id]);
      expect(await ids({ active: false })).toEqual([eur.id]);
      expect(await ids({ type: "recurring" })).toEqual([monthly.id]);
      expect(await ids({ recurring: { interval: "month" } })).toEqual([monthly.id]);
      expect(await ids({ recurring: { interval: "year" } })).toEqual([]);
    },
    "finds prices by their lookup keys": async (shop) => {
      const a = await make(shop, { lookup_key: "a" });
      await make(shop, { lookup_key: "b" });
      const c = await make(shop, { lookup_key: "c" });
      const { data } = await shop.stripe.prices.list({ lookup_keys: ["a", "c", "none"] });
      expect(data.map(({ id }) => id)).toEqual([c.id, a.id]);
    },
  },
  refusals: {
    "refuses eleven lookup keys": async ({ stripe }) => {
      const lookup_keys = Array.from({ length: 11 }, (_, index) => `key-${index}`);
      expect(await errorOf(stripe.prices.list({ lookup_keys }))).toMatchObject({ param: "lookup_keys" });
    },
    "says that meters are not covered": async ({ call }) => {
      expect((await call("GET", "/v1/prices", { form: "recurring[meter]=mtr_1" })).status).toBe(501);
    },
  },
  pages: {
    "pages newest first, both ways": async (shop) => {
      const made = [await make(shop), await make(shop), await make(shop)].map(({ id }) => id);
      const first = await shop.stripe.prices.list({ limit: 2 });
      expect(first).toMatchObject({ has_more: true, data: [{ id: made[2] }, { id: made[1] }] });
      const last = await shop.stripe.prices.list({ limit: 2, starting_after: made[1] ?? "" });
      expect(last).toMatchObject({ has_more: false, data: [{ id: made[0] }] });
      const back = await shop.stripe.prices.list({ limit: 2, ending_before: made[0] ?? "" });
      expect(back.data.map(({ id }) => id)).toEqual([made[2], made[1]]);
    },
  },
  expansion: {
    "shows products and currency options within the list": async (shop) => {
      await make(shop, { currency_options: { eur: { unit_amount: 900 } } });
      const { data } = await shop.stripe.prices.list({ expand: ["data.product", "data.currency_options"] });
      expect(data[0]).toMatchObject({
        product: { name: "Mug" },
        currency_options: { eur: { unit_amount: 900 } },
      });
    },
  },
});
