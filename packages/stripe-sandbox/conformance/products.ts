import { expect } from "vitest";
import { errorOf } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

export const productChecks = [
  ...checksOf("POST /v1/products", {
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
        const told = {
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
            ...told,
            images: [...told.images],
            marketing_features: [...told.marketing_features],
          }),
        ).toMatchObject({
          ...told,
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
        expect((await stripe.products.create({ name: "Mug", images: images.slice(1) })).images).toHaveLength(
          8,
        );
      },
      "refuses an image that is not a URL": async ({ stripe }) => {
        expect(await errorOf(stripe.products.create({ name: "Mug", images: ["mug.png"] }))).toMatchObject({
          code: "url_invalid",
          param: "images[0]",
        });
      },
      "refuses a URL of another kind than http": async ({ stripe }) => {
        expect(
          await errorOf(stripe.products.create({ name: "Mug", url: "ftp://example.com" })),
        ).toMatchObject({
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
  }),

  ...checksOf("GET /v1/products/{id}", {
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
  }),

  ...checksOf("GET /v1/products/search", {
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
        const ids = async (query: string) =>
          (await stripe.products.search({ query })).data.map(({ id }) => id);
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
  }),

  ...checksOf("POST /v1/products/{id}", {
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
  }),

  ...checksOf("DELETE /v1/products/{id}", {
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
  }),

  ...checksOf("GET /v1/products", {
    results: {
      "filters by ids": async ({ stripe }) => {
        for (const id of ["a", "b", "c"]) await stripe.products.create({ id, name: id });
        const found = await stripe.products.list({ ids: ["a", "c", "none"] });
        expect(found.data.map(({ id }) => id)).toEqual(["c", "a"]);
      },
      "filters by active, shippable, type and URL": async ({ stripe }) => {
        await stripe.products.create({ id: "a", name: "a", active: false, url: "https://example.com/a" });
        await stripe.products.create({ id: "b", name: "b", shippable: true, type: "good" });
        await stripe.products.create({ id: "c", name: "c", shippable: false });
        const ids = async (filter: object) => (await stripe.products.list(filter)).data.map(({ id }) => id);
        expect(await ids({ active: false })).toEqual(["a"]);
        expect(await ids({ active: true })).toEqual(["c", "b"]);
        expect(await ids({ shippable: true })).toEqual(["b"]);
        expect(await ids({ shippable: false })).toEqual(["c"]);
        expect(await ids({ type: "good" })).toEqual(["b"]);
        expect(await ids({ url: "https://example.com/a" })).toEqual(["a"]);
      },
      "filters by the time of creation": async ({ stripe, control }) => {
        const { created } = await stripe.products.create({ name: "old" });
        await control("POST", "/clock", { advanceMs: 10_000 });
        await stripe.products.create({ name: "new" });
        const found = await stripe.products.list({ created: { gt: created + 1 } });
        expect(found.data.map(({ name }) => name)).toEqual(["new"]);
      },
    },
    refusals: {
      "refuses ids together with a cursor": async ({ stripe }) => {
        const { id } = await stripe.products.create({ name: "Mug" });
        expect(await errorOf(stripe.products.list({ ids: [id], starting_after: id }))).toMatchObject({
          param: "ids",
        });
      },
    },
    pages: {
      "goes on after an id that a coupon has too": async ({ stripe }) => {
        for (const id of ["c", "b", "a"]) await stripe.coupons.create({ id, percent_off: 5 });
        for (const id of ["a", "b", "c"]) await stripe.products.create({ id, name: id });
        const page = await stripe.products.list({ limit: 1, starting_after: "c" });
        expect(page).toMatchObject({ has_more: true, data: [{ id: "b" }] });
      },
    },
  }),
];
