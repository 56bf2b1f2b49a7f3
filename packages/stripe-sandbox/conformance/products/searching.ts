import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const searching = checksOf("GET /v1/products/search", {
  results: {
    "finds by a part of the name, in any case": async ({ stripe }) => {
      await stripe.products.create({ name: "Blue Mug" });
      await stripe.products.create({ name: "Blue Cup" });
      const { data } = await stripe.products.search({ query: 'name~"MUG"' });
      expect(data.map(({ name }) => name)).toEqual(["Blue Mug"]);
    },
    "finds by active, shippable, URL and metadata": async ({ stripe }) => {
      await stripe.products.create({ id: "a", name: "a", active: false, metadata: { shelf: "4" } });
      await stripe.products.create({ id: "b", name: "b", shippable: true, url: "https://example.com/b" });
      const ids = async (query: string) => (await stripe.products.search({ query })).data.map(({ id }) => id);
      expect(await ids('active:"false"')).toEqual(["a"]);
      expect(await ids('shippable:"true"')).toEqual(["b"]);
      expect(await ids('-shippable:"true"')).toEqual(["a"]);
      expect(await ids('metadata["shelf"]:"4"')).toEqual(["a"]);
      expect(await ids('url:"https://example.com/b" AND active:"true"')).toEqual(["b"]);
    },
    "does not find deleted products": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      await stripe.products.del(id);
      expect((await stripe.products.search({ query: 'name:"Mug"' })).data).toEqual([]);
    },
  },
  refusals: {
    "refuses a field that cannot be searched": async ({ stripe }) => {
      const error = await errorOf(stripe.products.search({ query: 'tax_code:"txcd_99999999"' }));
      expect(error).toMatchObject({ statusCode: 400, param: "query" });
      expect(error.message).toContain("unsupported search field for resource `products`");
    },
  },
  pages: {
    "goes on with the next page": async ({ stripe }) => {
      for (const id of ["a", "b", "c"]) await stripe.products.create({ id, name: "Mug" });
      const first = await stripe.products.search({ query: 'name:"Mug"', limit: 2 });
      expect(first.data.map(({ id }) => id)).toEqual(["c", "b"]);
      const page = first.next_page ?? "";
      const next = await stripe.products.search({ query: 'name:"Mug"', limit: 2, page });
      expect(next).toMatchObject({ has_more: false, data: [{ id: "a" }] });
    },
  },
});
