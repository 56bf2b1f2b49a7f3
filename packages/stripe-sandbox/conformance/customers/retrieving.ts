import { expect } from "vitest";
import { checksOf } from "../check.ts";

export const retrieving = checksOf("GET /v1/customers/{id}", {
  states: {
    "answers the tombstone of a deleted customer": async ({ stripe }) => {
      const { id } = await stripe.customers.create({ name: "Ada" });
      await stripe.customers.del(id);
      expect(await stripe.customers.retrieve(id)).toEqual({ id, object: "customer", deleted: true });
    },
  },
});
