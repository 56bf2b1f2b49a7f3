import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const deleting = checksOf("DELETE /v1/products/{id}", {
  results: {
    "takes it out of the list and out of reach": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      expect(await stripe.products.del(id)).toEqual({ id, object: "product", deleted: true });
      expect((await stripe.products.list()).data).toEqual([]);
      expect((await errorOf(stripe.products.retrieve(id))).statusCode).toBe(404);
    },
  },
  refusals: {
    "refuses while it has a price, even an inactive one": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      await stripe.prices.create({ product: id, currency: "usd", unit_amount: 5, active: false });
      expect(await errorOf(stripe.products.del(id))).toMatchObject({
        statusCode: 400,
        message: "This product cannot be deleted because it has one or more user-created prices.",
      });
      expect((await stripe.products.retrieve(id)).id).toBe(id);
    },
  },
  events: {
    "tells of the product as it was": async ({ stripe, receiver }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      await stripe.products.del(id);
      expect((await receiver.arrival("product.deleted")).data.object).toMatchObject({ id, name: "Mug" });
    },
  },
});
