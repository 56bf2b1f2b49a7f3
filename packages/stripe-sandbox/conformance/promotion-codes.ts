import { expect } from "vitest";
import type { Stripe } from "../src/stripe/stripe-types.ts";
import { errorOf, type Shop } from "../src/testing/open-shop.ts";
import { checksOf } from "./check.ts";

const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** A promotion code for a coupon of its own, with some things changed. */
async function make(
  { stripe }: Shop,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
  coupon: Stripe.CouponCreateParams = {},
) {
  const { id } = await stripe.coupons.create({ percent_off: 10, ...coupon });
  return stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: id }, ...more });
}

const refuses =
  (more: Partial<Stripe.PromotionCodeCreateParams>, refusal: object, coupon?: Stripe.CouponCreateParams) =>
  async (shop: Shop) => {
    expect(await errorOf(make(shop, more, coupon))).toMatchObject({ statusCode: 400, ...refusal });
    expect((await shop.stripe.promotionCodes.list()).data).toEqual([]);
  };

export const promotionCodeChecks = [
  ...checksOf("POST /v1/promotion_codes", {
    results: {
      "invents a code when none is given": async (shop) => {
        expect(await make(shop)).toMatchObject({
          id: expect.stringMatching(/^promo_/),
          code: expect.stringMatching(/^[A-Z0-9]{8}$/),
          active: true,
          customer: null,
          customer_account: null,
          expires_at: null,
          max_redemptions: null,
          metadata: {},
          restrictions: {
            first_time_transaction: false,
            minimum_amount: null,
            minimum_amount_currency: null,
          },
          times_redeemed: 0,
          promotion: { type: "coupon", coupon: expect.stringMatching(/^\w{8}$/) },
        });
      },
      "keeps all it is told": async (shop) => {
        const customer = await shop.stripe.customers.create();
        const told = {
          code: "Summer-25",
          customer: customer.id,
          expires_at: nowInSeconds() + 3600,
          max_redemptions: 5,
          metadata: { a: "1" },
          restrictions: {
            first_time_transaction: true,
            minimum_amount: 1000,
            minimum_amount_currency: "usd",
          },
        };
        expect(await make(shop, told)).toMatchObject(told);
      },
      "lets a code be used again that is not active": async (shop) => {
        const old = await make(shop, { code: "SALE" });
        await shop.stripe.promotionCodes.update(old.id, { active: false });
        expect((await make(shop, { code: "SALE" })).active).toBe(true);
        expect((await make(shop, { code: "SALE", active: false })).active).toBe(false);
      },
      "lets two customers have the same code": async (shop) => {
        const [ada, eve] = [await shop.stripe.customers.create(), await shop.stripe.customers.create()];
        await make(shop, { code: "THANKS", customer: ada.id });
        expect((await make(shop, { code: "THANKS", customer: eve.id })).active).toBe(true);
      },
    },
    refusals: {
      "refuses an active code that is taken, in any case": async (shop) => {
        await make(shop, { code: "SALE" });
        expect(await errorOf(make(shop, { code: "Sale" }))).toMatchObject({
          code: "resource_already_exists",
          param: "code",
          message: "An active promotion code with `code: Sale` already exists.",
        });
      },
      "refuses a customer the code that everybody has": async (shop) => {
        const { id } = await shop.stripe.customers.create();
        await make(shop, { code: "SALE" });
        expect(await errorOf(make(shop, { code: "SALE", customer: id }))).toMatchObject({ param: "code" });
      },
      "refuses other characters than letters, digits and dashes": refuses(
        { code: "50 % OFF" },
        { param: "code" },
      ),
      "refuses a coupon that does not exist": async ({ stripe }) => {
        const promotion = { type: "coupon", coupon: "none" } as const;
        expect(await errorOf(stripe.promotionCodes.create({ promotion }))).toMatchObject({
          statusCode: 400,
          code: "resource_missing",
          param: "promotion[coupon]",
        });
      },
      "refuses a promotion without a coupon": async ({ call }) => {
        expect(
          (await call("POST", "/v1/promotion_codes", { form: "promotion[type]=coupon" })).body.error,
        ).toMatchObject({ code: "parameter_missing", param: "promotion[coupon]" });
      },
      "refuses the parameter of older versions": async ({ call }) => {
        const form = "coupon=x&promotion[type]=coupon";
        expect((await call("POST", "/v1/promotion_codes", { form })).body.error).toMatchObject({
          code: "parameter_unknown",
          param: "coupon",
        });
      },
      "refuses a coupon that is over": async ({ stripe, control }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5, redeem_by: nowInSeconds() + 60 });
        await control("POST", "/clock", { advanceMs: 120_000 });
        const promotion = { type: "coupon", coupon: id } as const;
        expect(await errorOf(stripe.promotionCodes.create({ promotion }))).toMatchObject({
          code: "coupon_expired",
        });
      },
      "refuses a customer that does not exist": refuses(
        { customer: "cus_none" },
        { code: "resource_missing", param: "customer" },
      ),
      "refuses an end in the past": refuses({ expires_at: nowInSeconds() - 60 }, { param: "expires_at" }),
      "refuses an end after the coupon's": refuses(
        { expires_at: nowInSeconds() + 7200 },
        { param: "expires_at" },
        { redeem_by: nowInSeconds() + 3600 },
      ),
      "refuses more redemptions than the coupon's": refuses(
        { max_redemptions: 11 },
        { param: "max_redemptions" },
        { max_redemptions: 10 },
      ),
      "refuses a limit of no redemptions": refuses({ max_redemptions: 0 }, { param: "max_redemptions" }),
      "refuses a minimum without a currency": refuses(
        { restrictions: { minimum_amount: 5 } },
        { param: "restrictions[minimum_amount_currency]" },
      ),
      "refuses a currency without a minimum": refuses(
        { restrictions: { minimum_amount_currency: "usd" } },
        { param: "restrictions[minimum_amount]" },
      ),
      "refuses the minimum's own currency among the further ones": refuses(
        {
          restrictions: {
            minimum_amount: 5,
            minimum_amount_currency: "usd",
            currency_options: { usd: { minimum_amount: 5 } },
          },
        },
        { param: "restrictions[currency_options][usd]" },
      ),
      "says that accounts as customers are not covered": async ({ call, stripe }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        const form = `promotion[type]=coupon&promotion[coupon]=${id}&customer_account=acct_1`;
        expect((await call("POST", "/v1/promotion_codes", { form })).status).toBe(501);
      },
    },
    states: {
      "is active until it expires": async (shop) => {
        const { id } = await make(shop, { expires_at: nowInSeconds() + 60 });
        await shop.control("POST", "/clock", { advanceMs: 30_000 });
        expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(true);
        await shop.control("POST", "/clock", { advanceMs: 30_000 });
        expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(false);
      },
      "is active no longer than its coupon is valid": async (shop) => {
        const { id } = await make(shop, {}, { redeem_by: nowInSeconds() + 60 });
        await shop.control("POST", "/clock", { advanceMs: 120_000 });
        expect((await shop.stripe.promotionCodes.retrieve(id)).active).toBe(false);
        expect((await shop.stripe.promotionCodes.list({ active: true })).data).toEqual([]);
      },
    },
    events: {
      "tells of the code": async (shop) => {
        await make(shop);
        expect(await shop.history()).toEqual(["coupon.created", "promotion_code.created"]);
      },
    },
    expansion: {
      "shows the coupon and the customer": async (shop) => {
        const customer = await shop.stripe.customers.create({ name: "Ada" });
        const expanded = await make(shop, {
          customer: customer.id,
          expand: ["promotion.coupon", "customer"],
        });
        expect(expanded).toMatchObject({
          promotion: { coupon: { percent_off: 10 } },
          customer: { name: "Ada" },
        });
      },
      "shows the products of the coupon": async (shop) => {
        const { id } = await shop.stripe.products.create({ name: "Mug" });
        const expanded = await make(
          shop,
          { expand: ["promotion.coupon.applies_to"] },
          { applies_to: { products: [id] } },
        );
        expect(expanded.promotion.coupon).toMatchObject({ applies_to: { products: [id] } });
      },
      "shows the minimums in further currencies only when asked": async (shop) => {
        const restrictions = {
          minimum_amount: 1000,
          minimum_amount_currency: "usd",
          currency_options: { eur: { minimum_amount: 900 } },
        };
        expect((await make(shop, { restrictions })).restrictions).not.toHaveProperty("currency_options");
        const expanded = await make(shop, { restrictions, expand: ["restrictions.currency_options"] });
        expect(expanded.restrictions.currency_options).toEqual({
          usd: { minimum_amount: 1000 },
          eur: { minimum_amount: 900 },
        });
      },
    },
    idempotency: {
      "makes one code of one key": async ({ stripe }) => {
        const { id } = await stripe.coupons.create({ percent_off: 5 });
        const create = () =>
          stripe.promotionCodes.create(
            { promotion: { type: "coupon", coupon: id } },
            { idempotencyKey: "one" },
          );
        expect((await create()).code).toBe((await create()).code);
      },
    },
  }),

  ...checksOf("POST /v1/promotion_codes/{id}", {
    results: {
      "switches a code off and on": async (shop) => {
        const { id } = await make(shop);
        expect((await shop.stripe.promotionCodes.update(id, { active: false })).active).toBe(false);
        expect((await shop.stripe.promotionCodes.update(id, { active: true })).active).toBe(true);
      },
      "changes metadata": async (shop) => {
        const { id } = await make(shop, { metadata: { a: "1" } });
        expect((await shop.stripe.promotionCodes.update(id, { metadata: { b: "2" } })).metadata).toEqual({
          a: "1",
          b: "2",
        });
      },
      "adds a minimum in a further currency": async (shop) => {
        const { id } = await make(shop, {
          restrictions: {
            minimum_amount: 1000,
            minimum_amount_currency: "usd",
            currency_options: { eur: { minimum_amount: 900 } },
          },
        });
        const { restrictions } = await shop.stripe.promotionCodes.update(id, {
          restrictions: { currency_options: { gbp: { minimum_amount: 800 } } },
          expand: ["restrictions.currency_options"],
        });
        expect(Object.keys(restrictions.currency_options ?? {})).toEqual(["usd", "eur", "gbp"]);
      },
    },
    refusals: {
      "refuses to switch on what has expired": async (shop) => {
        const { id } = await make(shop, { expires_at: nowInSeconds() + 60 });
        await shop.control("POST", "/clock", { advanceMs: 120_000 });
        const error = await errorOf(shop.stripe.promotionCodes.update(id, { active: true }));
        expect(error).toMatchObject({ statusCode: 400, param: "active" });
      },
      "refuses to switch on what has no coupon any more": async (shop) => {
        const { id, promotion } = await make(shop);
        await shop.stripe.coupons.del(String(promotion.coupon));
        expect(await errorOf(shop.stripe.promotionCodes.update(id, { active: true }))).toMatchObject({
          param: "active",
        });
      },
      "refuses to switch on a code that is taken meanwhile": async (shop) => {
        const { id } = await make(shop, { code: "SALE", active: false });
        await make(shop, { code: "sale" });
        expect(await errorOf(shop.stripe.promotionCodes.update(id, { active: true }))).toMatchObject({
          code: "resource_already_exists",
        });
      },
      "refuses another code": async (shop) => {
        const { id } = await make(shop);
        const answer = await shop.call("POST", `/v1/promotion_codes/${id}`, { form: "code=NEW" });
        expect(answer.body.error).toMatchObject({ code: "parameter_unknown" });
      },
    },
    events: {
      "tells what was before": async (shop) => {
        const { id } = await make(shop);
        await shop.stripe.promotionCodes.update(id, { active: false });
        const { data } = await shop.receiver.arrival("promotion_code.updated");
        expect(data.previous_attributes).toEqual({ active: true });
      },
    },
  }),

  ...checksOf("GET /v1/promotion_codes", {
    results: {
      "finds a code in any case": async (shop) => {
        const { id } = await make(shop, { code: "Summer" });
        await make(shop, { code: "Winter" });
        const { data } = await shop.stripe.promotionCodes.list({ code: "SUMMER" });
        expect(data.map((one) => one.id)).toEqual([id]);
      },
      "filters by coupon, customer and active": async (shop) => {
        const customer = (await shop.stripe.customers.create()).id;
        const theirs = await make(shop, { customer });
        const off = await make(shop, { active: false });
        const ids = async (filter: Stripe.PromotionCodeListParams) =>
          (await shop.stripe.promotionCodes.list(filter)).data.map(({ id }) => id);
        expect(await ids({ customer })).toEqual([theirs.id]);
        expect(await ids({ active: false })).toEqual([off.id]);
        expect(await ids({ active: true })).toEqual([theirs.id]);
        expect(await ids({ coupon: String(off.promotion.coupon) })).toEqual([off.id]);
        expect(await ids({ coupon: "none" })).toEqual([]);
      },
    },
  }),
];
