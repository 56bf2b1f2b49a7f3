import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const listChecks = checksOf("GET /v1/products", {
  results: {
    "filters by ids": async ({ stripe }) => {
      for (const id of ["a", "b", "c"]) await stripe.products.create({ id, name: id });
      const found = await stripe.products.list({ ids: ["a", "c", "none"] });
      expect(found.data.map(({ id }) => id)).toEqual(["c", "a"]);
    },
    "filters by active, shippable, type and URL": async ({ stripe }) => {
      await stripe.products.create({ id: "a", name: "a", active: false, url: "https://example.com/a" });
      await stripe.products.create({ id: "b", name: "b", shippable: true, type: "good" });
      await stripe.products.create({ id: "c", name: "c", shippable: false });
      const ids = async (filter: object) => (await stripe.products.list(filter)).data.map(({ id }) => id);
      expect(await ids({ active: false })).toEqual(["a"]);
      expect(await ids({ active: true })).toEqual(["c", "b"]);
      expect(await ids({ shippable: true })).toEqual(["b"]);
      expect(await ids({ shippable: false })).toEqual(["c"]);
      expect(await ids({ type: "good" })).toEqual(["b"]);
      expect(await ids({ url: "https://example.com/a" })).toEqual(["a"]);
    },
    "filters by the time of creation": async ({ stripe, control }) => {
      const { created } = await stripe.products.create({ name: "old" });
      await control("POST", "/clock", { advanceMs: 10_000 });
      await stripe.products.create({ name: "new" });
      const found = await stripe.products.list({ created: { gt: created + 1 } });
      expect(found.data.map(({ name }) => name)).toEqual(["new"]);
    },
  },
  refusals: {
    "refuses ids together with a cursor": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      expect(await errorOf(stripe.products.list({ ids: [id], starting_after: id }))).toMatchObject({
        param: "ids",
      });
    },
  },
  pages: {
    "goes on after an id that a coupon has too": async ({ stripe }) => {
      for (const id of ["c", "b", "a"]) await stripe.coupons.create({ id, percent_off: 5 });
      for (const id of ["a", "b", "c"]) await stripe.products.create({ id, name: id });
      const page = await stripe.products.list({ limit: 1, starting_after: "c" });
      expect(page).toMatchObject({ has_more: true, data: [{ id: "b" }] });
    },
  },
});
