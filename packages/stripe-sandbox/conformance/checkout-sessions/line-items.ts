import { expect } from "vitest";
import { checksOf } from "../check.ts";
import { open, shirt } from "./fixtures.ts";

export const lineItems = checksOf("GET /v1/checkout/sessions/{id}/line_items", {
  pages: {
    "pages through the lines in their order": async (shop) => {
      const line_items = [1, 2, 3].map((quantity) => shirt({ quantity }));
      const { id } = await open(shop, { line_items });
      const { sessions } = shop.stripe.checkout;
      const first = await sessions.listLineItems(id, { limit: 2 });
      expect(first).toMatchObject({ has_more: true, data: [{ quantity: 1 }, { quantity: 2 }] });
      const last = await sessions.listLineItems(id, { starting_after: String(first.data[1]?.id) });
      expect(last).toMatchObject({ has_more: false, data: [{ quantity: 3 }] });
    },
  },
});
