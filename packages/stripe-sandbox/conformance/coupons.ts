import { expect } from "vitest";
import type { Stripe } from "../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** Holds when the coupon is refused and the parameter named. */
const refuses = (params: Stripe.CouponCreateParams, refusal: object) => async (shop: Shop) => {
  expect(await errorOf(shop.stripe.coupons.create(params))).toMatchObject({ statusCode: 400, ...refusal });
  expect((await shop.stripe.coupons.list()).data).toEqual([]);
};

export const couponChecks = [
  ...checksOf("POST /v1/coupons", {
    results: {
      "takes off a percentage, once": async ({ stripe }) => {
        expect(await stripe.coupons.create({ percent_off: 12.5 })).toMatchObject({
          id: expect.stringMatching(/^\w{8}$/),
          percent_off: 12.5,
          amount_off: null,
          currency: null,
          duration: "once",
          duration_in_months: null,
          max_redemptions: null,
          redeem_by: null,
          name: null,
          times_redeemed: 0,
          valid: true,
          metadata: {},
        });
      },
      "takes off an amount": async ({ stripe }) => {
        expect(await stripe.coupons.create({ amount_off: 500, currency: "USD" })).toMatchObject({
          amount_off: 500,
          currency: "usd",
          percent_off: null,
        });
      },
      "keeps all it is told": async ({ stripe }) => {
        const told = {
          id: "SUMMER-25",
          name: "Summer",
          percent_off: 25,
          duration: "repeating",
          duration_in_months: 3,
          max_redemptions: 10,
          redeem_by: nowInSeconds() + 3600,
          metadata: { a: "1" },
        } as const;
        expect(await stripe.coupons.create(told)).toMatchObject(told);
      },
      "may have the id of a product": async ({ stripe }) => {
        await stripe.products.create({ id: "mug", name: "Mug" });
        await stripe.coupons.create({ id: "mug", percent_off: 5 });
        expect((await stripe.products.retrieve("mug")).object).toBe("product");
        expect((await stripe.coupons.retrieve("mug")).object).toBe("coupon");
      },
      "lets the id of a deleted coupon be used again": async ({ stripe }) => {
        await stripe.coupons.create({ id: "SALE", percent_off: 5 });
        await stripe.coupons.del("SALE");
        await stripe.coupons.create({ id: "SALE", percent_off: 6 });
        expect(await stripe.coupons.retrieve("SALE")).toMatchObject({ percent_off: 6, valid: true });
      },
    },
    refusals: {
      "refuses a coupon that takes nothing off": refuses({}, { code: "parameter_missing" }),
      "refuses an amount and a percentage together": refuses(
        { percent_off: 5, amount_off: 5, currency: "usd" },
        { code: "parameters_exclusive" },
      ),
      "refuses an amount without a currency": refuses(
        { amount_off: 5 },
        { code: "parameter_missing", param: "currency" },
      ),
      "refuses an amount of nothing": refuses({ amount_off: 0, currency: "usd" }, { param: "amount_off" }),
      "refuses an unknown currency": refuses({ amount_off: 5, currency: "xyz" }, { param: "currency" }),
      "refuses a percentage of nothing": refuses({ percent_off: 0 }, { param: "percent_off" }),
      "refuses more than 100 percent": refuses({ percent_off: 100.01 }, { param: "percent_off" }),
      "refuses a third place of a percentage": refuses(
        { percent_off: 33.333 },
        { message: "Invalid decimal: 33.333; must contain at most two decimal places." },
      ),
      "refuses repeating without months": refuses(
        { percent_off: 5, duration: "repeating" },
        { code: "parameter_missing", param: "duration_in_months" },
      ),
      "refuses months without repeating": refuses(
        { percent_off: 5, duration: "forever", duration_in_months: 3 },
        { param: "duration_in_months" },
      ),
      "refuses an unknown duration": refuses(
        { percent_off: 5, duration: "twice" as "once" },
        { param: "duration" },
      ),
      "refuses a limit of no redemptions": refuses(
        { percent_off: 5, max_redemptions: 0 },
        { param: "max_redemptions" },
      ),
      "refuses an end in the past": refuses(
        { percent_off: 5, redeem_by: nowInSeconds() - 60 },
        { param: "redeem_by" },
      ),
      "refuses an end in six years": refuses(
        { percent_off: 5, redeem_by: nowInSeconds() + 6 * 366 * 86_400 },
        { param: "redeem_by" },
      ),
      "refuses a name above 40 characters": refuses(
        { percent_off: 5, name: "x".repeat(41) },
        { param: "name" },
      ),
      "refuses products that do not exist": refuses(
        { percent_off: 5, applies_to: { products: ["none"] } },
        { code: "resource_missing", param: "applies_to[products][0]" },
      ),
      "refuses further currencies of a percentage": refuses(
        { percent_off: 5, currency_options: { eur: { amount_off: 5 } } },
        { param: "currency_options" },
      ),
      "refuses its own currency among the further ones": refuses(
        { amount_off: 5, currency: "usd", currency_options: { usd: { amount_off: 5 } } },
        { param: "currency_options[usd]" },
      ),
      "refuses an id that is taken": async ({ stripe }) => {
        await stripe.coupons.create({ id: "SALE", percent_off: 5 });
        expect(await errorOf(stripe.coupons.create({ id: "SALE", percent_off: 5 }))).toMatchObject({
          code: "resource_already_exists",
          message: "Coupon already exists.",
        });
      },
    },
    states: {
      "is valid up to the last second, and not after it": async ({ stripe, control }) => {
        await control("POST", "/clock", { freeze: true });
        const { now } = (await control("GET", "/clock")) as unknown as { now: string };
        const redeem_by = Math.floor(Date.parse(now) / 1000) + 60;
        const { id } = await stripe.coupons.create({ percent_off: 5, redeem_by });
        await control("POST", "/clock", { now: redeem_by });
        expect((await stripe.coupons.retrieve(id)).valid).toBe(true);
        await control("POST", "/clock", { advanceMs: 1000 });
        expect((await stripe.coupons.retrieve(id)).valid).toBe(false);
      },
      "does not end with an earlier coupon of its id": async ({ stripe, control }) => {
        const soon = { id: "SALE", percent_off: 5, redeem_by: nowInSeconds() + 60 };
        await stripe.coupons.create(soon);
        await stripe.coupons.del("SALE");
        await stripe.coupons.create({ ...soon, redeem_by: nowInSeconds() + 6000 });
        await control("POST", "/clock", { advanceMs: 120_000 });
        expect((await stripe.coupons.retrieve("SALE")).valid).toBe(true);
      },
    },
    events: {
      "tells of the coupon, without what is only expanded": async ({ stripe, receiver }) => {
        const { id } = await stripe.products.create({ name: "Mug" });
        await stripe.coupons.create({ percent_off: 5, applies_to: { products: [id] } });
        const { data } = await receiver.arrival("coupon.created");
        expect(data.object).toMatchObject({ percent_off: 5 });
        expect(data.object).not.toHaveProperty("applies_to");
      },
    },
    expansion: {
      "shows its products only when asked": async ({ stripe }) => {
        const { id } = await stripe.products.create({ name: "Mug" });
        const told = { percent_off: 5, applies_to: { products: [id] } };
        expect(await stripe.coupons.create(told)).not.toHaveProperty("applies_to");
        const { applies_to } = await stripe.coupons.create({ ...told, expand: ["applies_to"] });
        expect(applies_to).toEqual({ products: [id] });
        expect(await stripe.coupons.create({ percent_off: 5, expand: ["applies_to"] })).not.toHaveProperty(
          "applies_to",
        );
      },
      "shows its currencies only when asked": async ({ stripe }) => {
        const told = { amount_off: 500, currency: "usd", currency_options: { eur: { amount_off: 450 } } };
        expect(await stripe.coupons.create(told)).not.toHaveProperty("currency_options");
        const { currency_options } = await stripe.coupons.create({ ...told, expand: ["currency_options"] });
        expect(currency_options).toEqual({ usd: { amount_off: 500 }, eur: { amount_off: 450 } });
      },
    },
    idempotency: {
      "makes one coupon of one key": async ({ stripe }) => {
        const create = () => stripe.coupons.create({ percent_off: 5 }, { idempotencyKey: "one" });
        expect((await create()).id).toBe((await create()).id);
      },
    },
  }),

  ...checksOf("POST /v1/coupons/{id}", {
    results: {
      "changes name and metadata": async ({ stripe }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5, name: "Old", metadata: { a: "1" } });
        expect(await stripe.coupons.update(id, { name: "New", metadata: { b: "2" } })).toMatchObject({
          name: "New",
          metadata: { a: "1", b: "2" },
        });
        expect((await stripe.coupons.update(id, { name: "", metadata: "" })).metadata).toEqual({});
      },
      "adds a currency": async ({ stripe }) => {
        const { id } = await stripe.coupons.create({
          amount_off: 500,
          currency: "usd",
          currency_options: { eur: { amount_off: 450 } },
        });
        const { currency_options } = await stripe.coupons.update(id, {
          currency_options: { gbp: { amount_off: 400 } },
          expand: ["currency_options"],
        });
        expect(Object.keys(currency_options ?? {})).toEqual(["usd", "eur", "gbp"]);
      },
    },
    refusals: {
      "refuses to change what it takes off": async ({ stripe, call }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        for (const form of ["percent_off=6", "max_redemptions=5", "redeem_by=2000000000"])
          expect((await call("POST", `/v1/coupons/${id}`, { form })).body.error).toMatchObject({
            code: "parameter_unknown",
          });
      },
    },
    events: {
      "tells what was before": async ({ stripe, receiver }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5, name: "Old" });
        await stripe.coupons.update(id, { name: "New" });
        expect((await receiver.arrival("coupon.updated")).data.previous_attributes).toEqual({ name: "Old" });
      },
    },
  }),

  ...checksOf("DELETE /v1/coupons/{id}", {
    results: {
      "puts it out of reach": async ({ stripe }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        expect(await stripe.coupons.del(id)).toEqual({ id, object: "coupon", deleted: true });
        expect((await stripe.coupons.list()).data).toEqual([]);
        expect(await errorOf(stripe.coupons.retrieve(id))).toMatchObject({
          statusCode: 404,
          message: `No such coupon: '${id}'`,
        });
      },
      "leaves its promotion codes inactive, and their coupon to be seen": async ({ stripe }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        const code = await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id } });
        await stripe.coupons.del(id);
        expect(await stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] })).toMatchObject(
          { active: false, promotion: { coupon: { percent_off: 5, valid: false } } },
        );
      },
    },
    events: {
      "tells of the coupon as it was": async ({ stripe, receiver }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        await stripe.coupons.del(id);
        expect((await receiver.arrival("coupon.deleted")).data.object).toMatchObject({ id, percent_off: 5 });
      },
    },
  }),

  ...checksOf("GET /v1/coupons", {
    results: {
      "filters by the time of creation": async ({ stripe, control }) => {
        const old = await stripe.coupons.create({ percent_off: 5 });
        await control("POST", "/clock", { advanceMs: 10_000 });
        await stripe.coupons.create({ percent_off: 6 });
        const { data } = await stripe.coupons.list({ created: { lte: old.created + 1 } });
        expect(data.map(({ id }) => id)).toEqual([old.id]);
      },
    },
    pages: {
      "pages by ids that products have too": async ({ stripe }) => {
        for (const id of ["a", "b", "c"]) {
          await stripe.coupons.create({ id, percent_off: 5 });
          await stripe.products.create({ id, name: id });
        }
        expect(await stripe.coupons.list({ limit: 1, starting_after: "c" })).toMatchObject({
          has_more: true,
          data: [{ id: "b", object: "coupon" }],
        });
      },
    },
  }),
];
