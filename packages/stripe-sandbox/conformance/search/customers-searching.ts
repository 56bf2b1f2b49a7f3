import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const customersSearching = checksOf("GET /v1/customers/search", {
  results: {
    "finds a part of an e-mail address": async ({ stripe }) => {
      await stripe.customers.create({ email: "ada@example.com" });
      await stripe.customers.create({ email: "grace@example.org" });
      const { data } = await stripe.customers.search({ query: `email~"EXAMPLE.COM"` });
      expect(data.map(({ email }) => email)).toEqual(["ada@example.com"]);
    },
    "finds a whole name only with the colon": async ({ stripe }) => {
      await stripe.customers.create({ name: "Ada Lovelace" });
      expect((await stripe.customers.search({ query: `name:"ada lovelace"` })).data).toHaveLength(1);
      expect((await stripe.customers.search({ query: `name:"ada"` })).data).toHaveLength(0);
    },
    "does not find who is deleted": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ email: "ada@example.com" });
      await stripe.customers.del(id);
      expect((await stripe.customers.search({ query: `email:"ada@example.com"` })).data).toEqual([]);
    },
  },
  refusals: {
    "refuses to look for less than three characters": async ({ stripe }) => {
      const error = await errorOf(stripe.customers.search({ query: `email~"ad"` }));
      expect(error).toMatchObject({ statusCode: 400, param: "query" });
    },
  },
});
