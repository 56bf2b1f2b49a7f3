import { expect } from "vitest";
import { checksOf } from "../check.ts";

export const retrieving = checksOf("GET /v1/products/{id}", {
  expansion: {
    "shows the default price": async ({ stripe }) => {
      const { id } = await stripe.products.create({
        name: "Mug",
        default_price_data: { currency: "usd", unit_amount: 900 },
      });
      const { default_price } = await stripe.products.retrieve(id, { expand: ["default_price"] });
      expect(default_price).toMatchObject({ unit_amount: 900 });
    },
  },
});
