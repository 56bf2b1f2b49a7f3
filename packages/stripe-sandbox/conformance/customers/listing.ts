import { expect } from "vitest";
import type { Stripe } from "../../src/stripe/stripe-types.ts";
import { checksOf } from "../check.ts";

export const listChecks = checksOf("GET /v1/customers", {
  results: {
    "finds by e-mail address exactly, capitals included": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ email: "Ada@example.com" });
      await stripe.customers.create({ email: "eve@example.com" });
      const ids = async (email: string) =>
        (await stripe.customers.list({ email })).data.map((customer) => customer.id);
      expect(await ids("Ada@example.com")).toEqual([id]);
      expect(await ids("ada@example.com")).toEqual([]);
    },
    "filters by the time of creation": async ({ stripe, control }) => {
      const old = await stripe.customers.create();
      await control("POST", "/clock", { advanceMs: 10_000 });
      const { created } = await stripe.customers.create();
      expect((await stripe.customers.list({ created: { lt: created } })).data[0]?.id).toBe(old.id);
    },
  },
  refusals: {
    "says that test clocks are not covered": async ({ call }) => {
      expect((await call("GET", "/v1/customers", { form: "test_clock=clock_1" })).status).toBe(501);
    },
  },
  pages: {
    "pages newest first, both ways": async ({ stripe }) => {
      const made: string[] = [];
      for (const name of ["a", "b", "c"]) made.push((await stripe.customers.create({ name })).id);
      const names = async (page: Stripe.CustomerListParams) => {
        const { data, has_more } = await stripe.customers.list(page);
        return [...data.map(({ name }) => name), has_more];
      };
      expect(await names({ limit: 2 })).toEqual(["c", "b", true]);
      expect(await names({ limit: 2, starting_after: made[1] ?? "" })).toEqual(["a", false]);
      expect(await names({ limit: 1, ending_before: made[0] ?? "" })).toEqual(["b", true]);
    },
  },
});
