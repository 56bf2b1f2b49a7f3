import { expect } from "vitest";
import type { Stripe } from "../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

/** A price of 10 dollars for a product of its own, with some things changed. */
const make = ({ stripe }: Shop, more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({ currency: "usd", unit_amount: 1000, product_data: { name: "Mug" }, ...more });

/** The answer to a bare POST of a price, for what the SDK's types do not let through. */
const post = async ({ stripe, call }: Shop, form: string) => {
  const { id } = await stripe.products.create({ name: "Mug" });
  return call("POST", "/v1/prices", { form: `product=${id}&currency=usd&${form}` });
};

export const priceChecks = [
  ...checksOf("POST /v1/prices", {
    results: {
      "makes a price of an existing product": async (shop) => {
        const product = await shop.stripe.products.create({ name: "Mug" });
        const price = await shop.stripe.prices.create({
          product: product.id,
          currency: "USD",
          unit_amount: 1000,
        });
        expect(price).toMatchObject({
          product: product.id,
          active: true,
          billing_scheme: "per_unit",
          currency: "usd",
          unit_amount: 1000,
          type: "one_time",
          recurring: null,
          tax_behavior: "unspecified",
          lookup_key: null,
          nickname: null,
          transform_quantity: null,
          custom_unit_amount: null,
        });
        expect(price.unit_amount_decimal?.toString()).toBe("1000");
        expect((await shop.stripe.products.retrieve(product.id)).default_price).toBeNull();
      },
      "makes the product along": async (shop) => {
        const { product } = await make(shop, {
          product_data: { id: "mug", name: "Mug", unit_label: "mug", metadata: { a: "1" } },
        });
        expect(product).toBe("mug");
        expect(await shop.stripe.products.retrieve("mug")).toMatchObject({
          name: "Mug",
          unit_label: "mug",
          metadata: { a: "1" },
        });
      },
      "keeps fractions of a cent to twelve places": async (shop) => {
        expect((await post(shop, "unit_amount_decimal=0.000000000001")).body).toMatchObject({
          unit_amount: null,
          unit_amount_decimal: "0.000000000001",
        });
      },
      "knows a whole amount that was given as a decimal": async (shop) => {
        expect((await post(shop, "unit_amount_decimal=1050.00")).body).toMatchObject({
          unit_amount: 1050,
          unit_amount_decimal: "1050",
        });
      },
      "may be free, and at most eight digits": async (shop) => {
        expect((await make(shop, { unit_amount: 0 })).unit_amount).toBe(0);
        expect((await make(shop, { unit_amount: 99_999_999 })).unit_amount).toBe(99_999_999);
      },
      "lets the customer choose the amount": async (shop) => {
        const price = await shop.stripe.prices.create({
          currency: "usd",
          product_data: { name: "Gift" },
          custom_unit_amount: { enabled: true, minimum: 500, preset: 1000 },
        });
        expect(price).toMatchObject({
          unit_amount: null,
          unit_amount_decimal: null,
          custom_unit_amount: { minimum: 500, preset: 1000, maximum: null },
        });
      },
      "keeps tax behaviour, nickname, metadata and the division of quantities": async (shop) => {
        const told = {
          tax_behavior: "inclusive",
          nickname: "Winter",
          metadata: { a: "1" },
          transform_quantity: { divide_by: 12, round: "up" },
        } as const;
        expect(await make(shop, told)).toMatchObject(told);
      },
      "makes a recurring price": async (shop) => {
        expect(await make(shop, { recurring: { interval: "month", trial_period_days: 7 } })).toMatchObject({
          type: "recurring",
          recurring: {
            interval: "month",
            interval_count: 1,
            usage_type: "licensed",
            meter: null,
            trial_period_days: 7,
          },
        });
      },
      "takes the lookup key from another price when told to": async (shop) => {
        const old = await make(shop, { lookup_key: "mug" });
        const now = await make(shop, { lookup_key: "mug", transfer_lookup_key: true });
        expect(now.lookup_key).toBe("mug");
        expect((await shop.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
      },
    },
    refusals: {
      "refuses a price without an amount": async (shop) => {
        expect(await post(shop, "active=true")).toMatchObject({
          status: 400,
          body: {
            error: {
              code: "parameter_missing",
              message: "Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.",
            },
          },
        });
      },
      "refuses two amounts": async (shop) => {
        expect((await post(shop, "unit_amount=5&unit_amount_decimal=5")).body.error).toMatchObject({
          message: "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
          param: "unit_amount",
        });
      },
      "refuses amounts below nothing or above eight digits": async (shop) => {
        for (const unit_amount of [-1, 100_000_000])
          expect(await errorOf(make(shop, { unit_amount }))).toMatchObject({
            code: "parameter_invalid_integer",
            param: "unit_amount",
          });
        expect((await post(shop, "unit_amount_decimal=100000000.5")).body.error).toMatchObject({
          param: "unit_amount_decimal",
        });
      },
      "refuses a thirteenth place, and what is no number": async (shop) => {
        for (const decimal of ["0.0000000000001", "-1", "1e3", "ten", "1."])
          expect((await post(shop, `unit_amount_decimal=${decimal}`)).body.error).toMatchObject({
            param: "unit_amount_decimal",
          });
      },
      "refuses an unknown currency": async (shop) => {
        const error = await errorOf(make(shop, { currency: "xyz" }));
        expect(error).toMatchObject({ statusCode: 400, param: "currency" });
        expect(error.message).toContain("Invalid currency: xyz");
      },
      "refuses a price without a product": async ({ stripe }) => {
        expect(await errorOf(stripe.prices.create({ currency: "usd", unit_amount: 5 }))).toMatchObject({
          code: "parameter_missing",
          param: "product",
        });
      },
      "refuses a product that does not exist": async ({ stripe }) => {
        expect(
          await errorOf(stripe.prices.create({ currency: "usd", unit_amount: 5, product: "none" })),
        ).toMatchObject({ statusCode: 400, code: "resource_missing", message: "No such product: 'none'" });
      },
      "refuses product and product_data together": async (shop) => {
        expect((await post(shop, "unit_amount=5&product_data[name]=x")).body.error).toMatchObject({
          code: "parameters_exclusive",
        });
      },
      "refuses the id of an existing product in product_data": async (shop) => {
        await shop.stripe.products.create({ id: "mug", name: "Mug" });
        expect(await errorOf(make(shop, { product_data: { id: "mug", name: "Mug" } }))).toMatchObject({
          code: "resource_already_exists",
          param: "product_data[id]",
        });
      },
      "refuses a lookup key that is taken": async (shop) => {
        const { id } = await make(shop, { lookup_key: "mug" });
        expect(await errorOf(make(shop, { lookup_key: "mug" }))).toMatchObject({
          param: "lookup_key",
          message: `A price (\`${id}\`) already uses that lookup key.`,
        });
      },
      "refuses a lookup key above 200 characters": async (shop) => {
        expect(await errorOf(make(shop, { lookup_key: "x".repeat(201) }))).toMatchObject({
          param: "lookup_key",
        });
      },
      "refuses its own currency among the options": async (shop) => {
        expect(await errorOf(make(shop, { currency_options: { usd: { unit_amount: 5 } } }))).toMatchObject({
          param: "currency_options[usd]",
        });
      },
      "refuses a currency option without an amount or of no currency": async (shop) => {
        expect(
          (await post(shop, "unit_amount=5&currency_options[eur][tax_behavior]=inclusive")).body.error,
        ).toMatchObject({ param: "currency_options[eur][unit_amount]" });
        expect(
          (await post(shop, "unit_amount=5&currency_options[xyz][unit_amount]=5")).body.error,
        ).toMatchObject({ param: "currency_options[xyz]" });
      },
      "refuses a chosen amount that contradicts itself": async (shop) => {
        const custom = (more: string) => post(shop, `custom_unit_amount[enabled]=${more}`);
        expect((await custom("false")).body.error.param).toBe("custom_unit_amount[enabled]");
        expect((await custom("true&custom_unit_amount[minimum]=10")).body.error).toMatchObject({
          code: "amount_too_small",
        });
        expect(
          (await custom("true&custom_unit_amount[maximum]=900&custom_unit_amount[preset]=901")).body.error,
        ).toMatchObject({ param: "custom_unit_amount[preset]" });
      },
      "refuses intervals above three years": async (shop) => {
        expect(
          await errorOf(make(shop, { recurring: { interval: "month", interval_count: 37 } })),
        ).toMatchObject({ param: "recurring[interval_count]" });
      },
      "says that tiers and metered prices are not covered": async (shop) => {
        for (const form of [
          "billing_scheme=tiered&unit_amount=5",
          "unit_amount=5&tiers_mode=volume",
          "tiers[0][up_to]=inf&tiers[0][unit_amount]=5",
          "unit_amount=5&recurring[interval]=month&recurring[usage_type]=metered",
          "unit_amount=5&currency_options[eur][tiers][0][up_to]=inf",
        ])
          expect((await post(shop, form)).status).toBe(501);
        expect((await shop.stripe.prices.list()).data).toEqual([]);
      },
    },
    events: {
      "tells of the product first": async (shop) => {
        await make(shop);
        expect(await shop.history()).toEqual(["product.created", "price.created"]);
      },
      "tells of the price that lost its lookup key": async (shop) => {
        const old = await make(shop, { lookup_key: "mug" });
        await make(shop, { lookup_key: "mug", transfer_lookup_key: true });
        expect((await shop.receiver.arrival("price.updated")).data).toMatchObject({
          object: { id: old.id, lookup_key: null },
          previous_attributes: { lookup_key: "mug" },
        });
      },
    },
    expansion: {
      "shows currency options only when asked": async (shop) => {
        const more = { currency_options: { eur: { unit_amount: 900, tax_behavior: "inclusive" } } } as const;
        expect(await make(shop, more)).not.toHaveProperty("currency_options");
        const { currency_options } = await make(shop, { ...more, expand: ["currency_options"] });
        expect(currency_options).toMatchObject({
          usd: { unit_amount: 1000, tax_behavior: "unspecified" },
          eur: { unit_amount: 900, tax_behavior: "inclusive", custom_unit_amount: null },
        });
      },
      "shows the product": async (shop) => {
        expect((await make(shop, { expand: ["product"] })).product).toMatchObject({ name: "Mug" });
      },
      "shows the product, though a coupon has its id": async (shop) => {
        await shop.stripe.coupons.create({ id: "mug", percent_off: 5 });
        const { product } = await make(shop, {
          product_data: { id: "mug", name: "Mug" },
          expand: ["product"],
        });
        expect(product).toMatchObject({ object: "product" });
      },
    },
    idempotency: {
      "makes one price of one key": async ({ stripe }) => {
        const create = () =>
          stripe.prices.create(
            { currency: "usd", unit_amount: 5, product_data: { name: "Mug" } },
            { idempotencyKey: "one" },
          );
        expect((await create()).id).toBe((await create()).id);
        expect((await stripe.products.list()).data).toHaveLength(1);
      },
    },
  }),

  ...checksOf("GET /v1/prices/search", {
    results: {
      "finds by product, currency, lookup key, type, active and metadata": async (shop) => {
        const usd = await make(shop, { lookup_key: "mug", metadata: { a: "1" } });
        const eur = await make(shop, { currency: "eur", active: false });
        const monthly = await make(shop, { recurring: { interval: "month" } });
        const ids = async (query: string) =>
          (await shop.stripe.prices.search({ query })).data.map(({ id }) => id);
        expect(await ids(`product:"${usd.product}"`)).toEqual([usd.id]);
        expect(await ids('currency:"eur"')).toEqual([eur.id]);
        expect(await ids('lookup_key:"mug"')).toEqual([usd.id]);
        expect(await ids('type:"recurring"')).toEqual([monthly.id]);
        expect(await ids('active:"true" AND type:"one_time"')).toEqual([usd.id]);
        expect(await ids('metadata["a"]:"1"')).toEqual([usd.id]);
      },
    },
    refusals: {
      "refuses to search amounts": async ({ stripe }) => {
        expect(await errorOf(stripe.prices.search({ query: "unit_amount>5" }))).toMatchObject({
          param: "query",
        });
      },
    },
    expansion: {
      "shows the products": async (shop) => {
        await make(shop);
        const { data } = await shop.stripe.prices.search({
          query: 'currency:"usd"',
          expand: ["data.product"],
        });
        expect(data[0]?.product).toMatchObject({ name: "Mug" });
      },
    },
  }),

  ...checksOf("POST /v1/prices/{id}", {
    results: {
      "changes names and metadata": async (shop) => {
        const { id } = await make(shop, { nickname: "Winter", metadata: { a: "1" }, lookup_key: "w" });
        expect(
          await shop.stripe.prices.update(id, { nickname: "", lookup_key: "s", metadata: { b: "2" } }),
        ).toMatchObject({ nickname: null, lookup_key: "s", metadata: { a: "1", b: "2" } });
        expect((await shop.stripe.prices.update(id, { lookup_key: "" })).lookup_key).toBeNull();
      },
      "adds and replaces currencies": async (shop) => {
        const { id } = await make(shop, { currency_options: { eur: { unit_amount: 900 } } });
        const { currency_options } = await shop.stripe.prices.update(id, {
          currency_options: { eur: { unit_amount: 950 }, jpy: { unit_amount: 1500 } },
          expand: ["currency_options"],
        });
        expect(currency_options).toMatchObject({
          usd: { unit_amount: 1000 },
          eur: { unit_amount: 950 },
          jpy: { unit_amount: 1500 },
        });
      },
      "keeps of a further currency what is not given anew": async (shop) => {
        const { id } = await make(shop, {
          currency_options: {
            eur: { unit_amount: 900, tax_behavior: "inclusive" },
            gbp: { unit_amount: 800 },
          },
        });
        const { currency_options } = await shop.stripe.prices.update(id, {
          currency_options: { eur: { unit_amount: 950 }, gbp: { tax_behavior: "exclusive" } },
          expand: ["currency_options"],
        });
        expect(currency_options).toMatchObject({
          eur: { unit_amount: 950, tax_behavior: "inclusive" },
          gbp: { unit_amount: 800, tax_behavior: "exclusive" },
        });
      },
      "settles a tax behaviour that was open": async (shop) => {
        const { id } = await make(shop);
        expect((await shop.stripe.prices.update(id, { tax_behavior: "inclusive" })).tax_behavior).toBe(
          "inclusive",
        );
      },
      "takes a price off sale and back": async (shop) => {
        const { id } = await make(shop);
        expect((await shop.stripe.prices.update(id, { active: false })).active).toBe(false);
        expect((await shop.stripe.prices.update(id, { active: true })).active).toBe(true);
      },
      "leaves a price its own lookup key": async (shop) => {
        const { id } = await make(shop, { lookup_key: "mug" });
        expect((await shop.stripe.prices.update(id, { lookup_key: "mug" })).lookup_key).toBe("mug");
      },
    },
    refusals: {
      "refuses another tax behaviour": async (shop) => {
        const { id } = await make(shop, { tax_behavior: "exclusive" });
        for (const tax_behavior of ["inclusive", "unspecified"] as const)
          expect(await errorOf(shop.stripe.prices.update(id, { tax_behavior }))).toMatchObject({
            param: "tax_behavior",
          });
      },
      "refuses another tax behaviour of a further currency": async (shop) => {
        const option = (tax_behavior: "inclusive" | "exclusive") => ({
          currency_options: { eur: { unit_amount: 5, tax_behavior } },
        });
        const { id } = await make(shop, option("inclusive"));
        expect(await errorOf(shop.stripe.prices.update(id, option("exclusive")))).toMatchObject({
          param: "currency_options[eur][tax_behavior]",
        });
      },
      "refuses a new amount": async (shop) => {
        const { id } = await make(shop);
        expect(await shop.call("POST", `/v1/prices/${id}`, { form: "unit_amount=5" })).toMatchObject({
          status: 400,
          body: { error: { code: "parameter_unknown", param: "unit_amount" } },
        });
      },
      "refuses to take the default price of a product off sale": async ({ stripe }) => {
        const { default_price } = await stripe.products.create({
          name: "Mug",
          default_price_data: { currency: "usd", unit_amount: 5 },
        });
        const error = await errorOf(stripe.prices.update(String(default_price), { active: false }));
        expect(error.message).toBe(
          "This price cannot be archived because it is the default price of its product.",
        );
      },
      "refuses its own currency among the options": async (shop) => {
        const { id } = await make(shop);
        expect(
          await errorOf(shop.stripe.prices.update(id, { currency_options: { usd: { unit_amount: 5 } } })),
        ).toMatchObject({ param: "currency_options[usd]" });
      },
    },
    events: {
      "tells what was before": async (shop) => {
        const { id } = await make(shop, { nickname: "Winter" });
        await shop.stripe.prices.update(id, { nickname: "Summer", active: false });
        expect((await shop.receiver.arrival("price.updated")).data.previous_attributes).toEqual({
          nickname: "Winter",
          active: true,
        });
      },
    },
  }),

  ...checksOf("GET /v1/prices", {
    results: {
      "filters by product, currency, type and active": async (shop) => {
        const usd = await make(shop);
        const eur = await make(shop, { currency: "eur", active: false });
        const monthly = await make(shop, { recurring: { interval: "month" } });
        const ids = async (filter: Stripe.PriceListParams) =>
          (await shop.stripe.prices.list(filter)).data.map(({ id }) => id);
        expect(await ids({ product: String(usd.product) })).toEqual([usd.id]);
        expect(await ids({ currency: "eur" })).toEqual([eur.id]);
        expect(await ids({ active: false })).toEqual([eur.id]);
        expect(await ids({ type: "recurring" })).toEqual([monthly.id]);
        expect(await ids({ recurring: { interval: "month" } })).toEqual([monthly.id]);
        expect(await ids({ recurring: { interval: "year" } })).toEqual([]);
      },
      "finds prices by their lookup keys": async (shop) => {
        const a = await make(shop, { lookup_key: "a" });
        await make(shop, { lookup_key: "b" });
        const c = await make(shop, { lookup_key: "c" });
        const { data } = await shop.stripe.prices.list({ lookup_keys: ["a", "c", "none"] });
        expect(data.map(({ id }) => id)).toEqual([c.id, a.id]);
      },
    },
    refusals: {
      "refuses eleven lookup keys": async ({ stripe }) => {
        const lookup_keys = Array.from({ length: 11 }, (_, index) => `key-${index}`);
        expect(await errorOf(stripe.prices.list({ lookup_keys }))).toMatchObject({ param: "lookup_keys" });
      },
      "says that meters are not covered": async ({ call }) => {
        expect((await call("GET", "/v1/prices", { form: "recurring[meter]=mtr_1" })).status).toBe(501);
      },
    },
    pages: {
      "pages newest first, both ways": async (shop) => {
        const made = [await make(shop), await make(shop), await make(shop)].map(({ id }) => id);
        const first = await shop.stripe.prices.list({ limit: 2 });
        expect(first).toMatchObject({ has_more: true, data: [{ id: made[2] }, { id: made[1] }] });
        const last = await shop.stripe.prices.list({ limit: 2, starting_after: made[1] ?? "" });
        expect(last).toMatchObject({ has_more: false, data: [{ id: made[0] }] });
        const back = await shop.stripe.prices.list({ limit: 2, ending_before: made[0] ?? "" });
        expect(back.data.map(({ id }) => id)).toEqual([made[2], made[1]]);
      },
    },
    expansion: {
      "shows products and currency options within the list": async (shop) => {
        await make(shop, { currency_options: { eur: { unit_amount: 900 } } });
        const { data } = await shop.stripe.prices.list({ expand: ["data.product", "data.currency_options"] });
        expect(data[0]).toMatchObject({
          product: { name: "Mug" },
          currency_options: { eur: { unit_amount: 900 } },
        });
      },
    },
  }),
];
