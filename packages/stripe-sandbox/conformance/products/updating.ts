import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const updating = checksOf("POST /v1/products/{id}", {
  results: {
    "changes what is given and leaves the rest": async ({ stripe, control }) => {
      const { id, created } = await stripe.products.create({
        name: "Mug",
        description: "Holds coffee",
        metadata: { a: "1" },
      });
      await control("POST", "/clock", { advanceMs: 60_000 });
      const changed = await stripe.products.update(id, { name: "Cup", metadata: { b: "2" } });
      expect(changed).toMatchObject({
        name: "Cup",
        description: "Holds coffee",
        metadata: { a: "1", b: "2" },
        created,
      });
      expect(changed.updated).toBeGreaterThanOrEqual(created + 60);
    },
    "clears what is sent empty": async ({ stripe }) => {
      const { id } = await stripe.products.create({
        name: "Mug",
        description: "Holds coffee",
        images: ["https://example.com/a.png"],
        tax_code: "txcd_99999999",
        url: "https://example.com",
        package_dimensions: { height: 1, length: 1, weight: 1, width: 1 },
      });
      expect(
        await stripe.products.update(id, {
          description: "",
          images: "",
          tax_code: "",
          url: "",
          package_dimensions: "",
        }),
      ).toMatchObject({
        description: null,
        images: [],
        tax_code: null,
        tax_details: null,
        url: null,
        package_dimensions: null,
      });
    },
    "sets and unsets the default price": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      const price = await stripe.prices.create({ product: id, currency: "usd", unit_amount: 5 });
      expect((await stripe.products.update(id, { default_price: price.id })).default_price).toBe(price.id);
      expect((await stripe.products.update(id, { default_price: "" })).default_price).toBeNull();
    },
  },
  refusals: {
    "refuses to take the name away": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      expect(await errorOf(stripe.products.update(id, { name: "" }))).toMatchObject({
        code: "parameter_invalid_empty",
        param: "name",
      });
    },
    "refuses another product's price as the default": async ({ stripe }) => {
      const mug = await stripe.products.create({ name: "Mug" });
      const price = await stripe.prices.create({
        product_data: { name: "Cup" },
        currency: "usd",
        unit_amount: 5,
      });
      expect(await errorOf(stripe.products.update(mug.id, { default_price: price.id }))).toMatchObject({
        param: "default_price",
      });
      expect(await errorOf(stripe.products.update(mug.id, { default_price: "price_none" }))).toMatchObject({
        code: "resource_missing",
        param: "default_price",
      });
    },
    "refuses an inactive price as the default": async ({ stripe }) => {
      const { id } = await stripe.products.create({ name: "Mug" });
      const price = await stripe.prices.create({
        product: id,
        currency: "usd",
        unit_amount: 5,
        active: false,
      });
      expect(await errorOf(stripe.products.update(id, { default_price: price.id }))).toMatchObject({
        param: "default_price",
      });
    },
  },
  events: {
    "tells what was before": async ({ stripe, receiver }) => {
      const { id } = await stripe.products.create({ name: "Mug", metadata: { a: "1" } });
      await stripe.products.update(id, { name: "Cup", metadata: { a: "2" } });
      expect((await receiver.arrival("product.updated")).data.previous_attributes).toMatchObject({
        name: "Mug",
        metadata: { a: "1" },
      });
    },
  },
});
