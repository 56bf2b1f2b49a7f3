import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";
import { make } from "./fixtures.ts";

export const searching = checksOf("GET /v1/prices/search", {
  results: {
    "finds by product, currency, lookup key, type, active and metadata": async (shop) => {
      const usd = await make(shop, { lookup_key: "mug", metadata: { a: "1" } });
      const eur = await make(shop, { currency: "eur", active: false });
      const monthly = await make(shop, { recurring: { interval: "month" } });
      const ids = async (query: string) =>
        (await shop.stripe.prices.search({ query })).data.map(({ id }) => id);
      expect(await ids(`product:"${usd.product}"`)).toEqual([usd.id]);
      expect(await ids('currency:"eur"')).toEqual([eur.id]);
      expect(await ids('lookup_key:"mug"')).toEqual([usd.id]);
      expect(await ids('type:"recurring"')).toEqual([monthly.id]);
      expect(await ids('active:"true" AND type:"one_time"')).toEqual([usd.id]);
      expect(await ids('metadata["a"]:"1"')).toEqual([usd.id]);
    },
  },
  refusals: {
    "refuses to search amounts": async ({ stripe }) => {
      expect(await errorOf(stripe.prices.search({ query: "unit_amount>5" }))).toMatchObject({
        param: "query",
      });
    },
  },
  expansion: {
    "shows the products": async (shop) => {
      await make(shop);
      const { data } = await shop.stripe.prices.search({
        query: 'currency:"usd"',
        expand: ["data.product"],
      });
      expect(data[0]?.product).toMatchObject({ name: "Mug" });
    },
  },
});
