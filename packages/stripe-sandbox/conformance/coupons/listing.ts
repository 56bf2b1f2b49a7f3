import { expect } from "vitest";
import { checksOf } from "../check.ts";

export const listChecks = checksOf("GET /v1/coupons", {
  results: {
    "filters by the time of creation": async ({ stripe, control }) => {
      const old = await stripe.coupons.create({ percent_off: 5 });
      await control("POST", "/clock", { advanceMs: 10_000 });
      await stripe.coupons.create({ percent_off: 6 });
      const { data } = await stripe.coupons.list({ created: { lte: old.created + 1 } });
      expect(data.map(({ id }) => id)).toEqual([old.id]);
    },
  },
  pages: {
    "pages by ids that products have too": async ({ stripe }) => {
      for (const id of ["a", "b", "c"]) {
        await stripe.coupons.create({ id, percent_off: 5 });
        await stripe.products.create({ id, name: id });
      }
      expect(await stripe.coupons.list({ limit: 1, starting_after: "c" })).toMatchObject({
        has_more: true,
        data: [{ id: "b", object: "coupon" }],
      });
    },
  },
});
