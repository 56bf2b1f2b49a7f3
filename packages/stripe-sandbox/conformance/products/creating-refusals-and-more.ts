import { expect } from "vitest";
import { errorOf } from "../../src/testing/open-shop.ts";
import { checksOf } from "../check.ts";

export const creatingRefusalsAndMore = checksOf("POST /v1/products", {
  refusals: {
    "refuses an id that is taken": async ({ stripe }) => {
      await stripe.products.create({ id: "mug", name: "Mug" });
      expect(await errorOf(stripe.products.create({ id: "mug", name: "Mug" }))).toMatchObject({
        statusCode: 400,
        code: "resource_already_exists",
        message: "Product already exists.",
      });
    },
    "refuses an empty name": async ({ call }) => {
      expect(await call("POST", "/v1/products", { form: "name=" })).toMatchObject({
        status: 400,
        body: { error: { code: "parameter_invalid_empty", param: "name" } },
      });
    },
    "refuses a ninth image": async ({ stripe }) => {
      const images = Array.from({ length: 9 }, (_, index) => `https://example.com/${index}.png`);
      expect(await errorOf(stripe.products.create({ name: "Mug", images }))).toMatchObject({
        param: "images",
      });
      expect((await stripe.products.create({ name: "Mug", images: images.slice(1) })).images).toHaveLength(8);
    },
    "refuses an image that is not a URL": async ({ stripe }) => {
      expect(await errorOf(stripe.products.create({ name: "Mug", images: ["mug.png"] }))).toMatchObject({
        code: "url_invalid",
        param: "images[0]",
      });
    },
    "refuses a URL of another kind than http": async ({ stripe }) => {
      expect(await errorOf(stripe.products.create({ name: "Mug", url: "ftp://example.com" }))).toMatchObject({
        code: "url_invalid",
        param: "url",
      });
    },
    "refuses text that is too long": async ({ stripe }) => {
      const refused = (more: object) => errorOf(stripe.products.create({ name: "Mug", ...more }));
      expect(await refused({ unit_label: "x".repeat(13) })).toMatchObject({ param: "unit_label" });
      expect(await refused({ statement_descriptor: "x".repeat(23) })).toMatchObject({
        param: "statement_descriptor",
      });
      expect(await refused({ marketing_features: [{ name: "x".repeat(81) }] })).toMatchObject({
        param: "marketing_features[0][name]",
      });
    },
    "refuses dimensions finer than a hundredth": async ({ stripe }) => {
      const dimensions = { height: 1, length: 1, weight: 1.234, width: 1 };
      expect(
        await errorOf(stripe.products.create({ name: "Mug", package_dimensions: dimensions })),
      ).toMatchObject({ param: "package_dimensions[weight]" });
    },
    "refuses a tax code that cannot exist": async ({ stripe }) => {
      expect(await errorOf(stripe.products.create({ name: "Mug", tax_code: "books" }))).toMatchObject({
        code: "resource_missing",
        param: "tax_code",
      });
    },
    "refuses a default price without an amount, naming it, and makes no product": async ({ stripe }) => {
      const error = await errorOf(
        stripe.products.create({ name: "Mug", default_price_data: { currency: "usd" } }),
      );
      expect(error.param).toBe("default_price_data[unit_amount]");
      expect((await stripe.products.list()).data).toEqual([]);
    },
    "says that places of performance are not covered": async ({ call }) => {
      expect(
        await call("POST", "/v1/products", { form: "name=x&tax_details[performance_location]=taxloc_1" }),
      ).toMatchObject({ status: 501, body: { error: { code: "sandbox_not_covered" } } });
    },
  },
  events: {
    "tells of the product": async ({ stripe, history }) => {
      await stripe.products.create({ name: "Mug" });
      expect(await history()).toEqual(["product.created"]);
    },
    "tells of the product, its default price, and the tie between them": async (shop) => {
      const product = await shop.stripe.products.create({
        name: "Mug",
        default_price_data: { currency: "usd", unit_amount: 900 },
      });
      expect(await shop.history()).toEqual(["product.created", "price.created", "product.updated"]);
      expect((await shop.receiver.arrival("product.updated")).data).toMatchObject({
        object: { default_price: product.default_price },
        previous_attributes: { default_price: null },
      });
    },
  },
  idempotency: {
    "makes one product of one key": async ({ stripe }) => {
      const create = () => stripe.products.create({ name: "Mug" }, { idempotencyKey: "one" });
      expect((await create()).id).toBe((await create()).id);
      expect((await stripe.products.list()).data).toHaveLength(1);
    },
  },
  expansion: {
    "says that tax codes are not objects here": async ({ call }) => {
      expect(
        await call("POST", "/v1/products", { form: "name=x&tax_code=txcd_10000000&expand[]=tax_code" }),
      ).toMatchObject({ status: 501 });
    },
  },
});
