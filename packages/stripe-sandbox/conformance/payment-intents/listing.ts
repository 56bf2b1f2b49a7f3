import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { create } from "./fixtures.ts";

export const listChecks = checksOf("GET /v1/payment_intents", {
  results: {
    "lists those of a customer, newest first": async (shop) => {
      const { id: customer } = await shop.stripe.customers.create();
      const first = await create(shop, { customer });
      await create(shop);
      const last = await create(shop, { customer });
      const { data } = await shop.stripe.paymentIntents.list({ customer });
      expect(data.map(({ id }) => id)).toEqual([last.id, first.id]);
    },
  },
  pages: {
    "goes on after the last of a page, and back": async (shop) => {
      const ids: string[] = [];
      for (let n = 0; n < 3; n += 1) ids.unshift((await create(shop)).id);
      const first = await shop.stripe.paymentIntents.list({ limit: 2 });
      expect(first).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
      const rest = await shop.stripe.paymentIntents.list({ limit: 2, starting_after: ids[1] ?? "" });
      expect(rest).toMatchObject({ has_more: false, data: [{ id: ids[2] }] });
      const back = await shop.stripe.paymentIntents.list({ limit: 1, ending_before: ids[2] ?? "" });
      expect(back.data.map(({ id }) => id)).toEqual([ids[1]]);
    },
  },
});
