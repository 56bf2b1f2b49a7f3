import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { create } from "./fixtures.ts";

export const lineItems = checksOf("GET /v1/payment_intents/{id}/amount_details_line_items", {
  results: {
    "lists the line items in their order": async (shop) => {
      const { id } = await create(shop, {
        amount: 300,
        amount_details: {
          line_items: [
            { product_name: "First", quantity: 1, unit_cost: 100, tax: { total_tax_amount: 20 } },
            { product_name: "Second", quantity: 2, unit_cost: 100, discount_amount: 20 },
          ],
        },
      });
      const { data } = await shop.stripe.paymentIntents.listAmountDetailsLineItems(id);
      expect(data).toMatchObject([
        { product_name: "First", tax: { total_tax_amount: 20 }, discount_amount: null },
        { product_name: "Second", discount_amount: 20, tax: null },
      ]);
    },
    "lists nothing where none was given": async (shop) => {
      const { id } = await create(shop);
      expect((await shop.stripe.paymentIntents.listAmountDetailsLineItems(id)).data).toEqual([]);
    },
  },
  pages: {
    "goes page by page": async (shop) => {
      const line_items = [1, 2, 3].map((n) => ({ product_name: `Item ${n}`, quantity: 1, unit_cost: 100 }));
      const { id } = await create(shop, { amount: 300, amount_details: { line_items } });
      const list = shop.stripe.paymentIntents.listAmountDetailsLineItems(id, { limit: 2 });
      expect((await list).has_more).toBe(true);
      const all = await list.autoPagingToArray({ limit: 10 });
      expect(all.map(({ product_name }) => product_name)).toEqual(["Item 1", "Item 2", "Item 3"]);
    },
  },
});
