import { expect } from "vitest";
import { checksOf } from "../check.ts";

export const creatingResults = checksOf("POST /v1/products", {
  results: {
    "needs no more than a name": async ({ stripe }) => {
      expect(await stripe.products.create({ name: "Mug" })).toMatchObject({
        id: expect.stringMatching(/^prod_/),
        name: "Mug",
        active: true,
        default_price: null,
        images: [],
        marketing_features: [],
        metadata: {},
        package_dimensions: null,
        shippable: null,
        type: "service",
        url: null,
      });
    },
    "keeps all it is told": async ({ stripe }) => {
      const params = {
        id: "mug-1",
        name: "Mug",
        active: false,
        description: "Holds coffee",
        images: ["https://example.com/mug.png"],
        marketing_features: [{ name: "Dishwasher safe" }],
        metadata: { shelf: "4" },
        package_dimensions: { height: 4, length: 3.25, weight: 10, width: 3 },
        shippable: true,
        statement_descriptor: "MUGS",
        tax_code: "txcd_99999999",
        type: "good",
        unit_label: "mug",
        url: "https://example.com/mug",
      } as const;
      expect(
        await stripe.products.create({
          ...params,
          images: [...params.images],
          marketing_features: [...params.marketing_features],
        }),
      ).toMatchObject({
        ...params,
        tax_details: { tax_code: "txcd_99999999", performance_location: null },
      });
    },
    "makes a default price along": async ({ stripe }) => {
      const product = await stripe.products.create({
        name: "Mug",
        default_price_data: { currency: "EUR", unit_amount: 900, metadata: { a: "1" } },
        expand: ["default_price"],
      });
      expect(product.default_price).toMatchObject({
        object: "price",
        product: product.id,
        currency: "eur",
        unit_amount: 900,
        metadata: { a: "1" },
      });
    },
    "lets the id of a deleted product be used again": async ({ stripe }) => {
      await stripe.products.create({ id: "mug", name: "Old" });
      await stripe.products.del("mug");
      await stripe.products.create({ id: "mug", name: "New" });
      expect((await stripe.products.retrieve("mug")).name).toBe("New");
    },
    "shows a tax code given in the details as the product's tax code": async ({ stripe }) => {
      const product = await stripe.products.create({
        name: "Mug",
        tax_details: { tax_code: "txcd_99999999" },
      });
      expect(product.tax_code).toBe("txcd_99999999");
    },
  },
});
