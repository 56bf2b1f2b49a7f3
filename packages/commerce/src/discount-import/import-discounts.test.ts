import { randomUUID } from "node:crypto";
import { owner, type TestShop, test } from "@dualtrack/testkit";
import type Stripe from "stripe";
import { expect } from "vitest";
import {
  addDiscountCode,
  createDiscount,
  getDiscount,
  importDiscounts,
  listDiscountCodes,
  listDiscounts,
  pauseDiscount,
} from "../index.ts";
import { readCoupon } from "./read-coupon.ts";

const by = owner;

/** All steps of an import, as the console takes them. */
async function importAll(shop: TestShop) {
  type Step = Awaited<ReturnType<typeof importDiscounts>>;
  const all: Omit<Step, "after"> & { steps: number } = {
    coupons: 0,
    discounts: [],
    unimported: [],
    steps: 0,
  };
  for (let after: Step["after"] = {}; after !== null; ) {
    const step: Step = await importDiscounts(shop, { after, by });
    all.coupons += step.coupons;
    all.discounts.push(...step.discounts);
    all.unimported.push(...step.unimported);
    all.steps += 1;
    after = step.after;
  }
  return all;
}

function coupon(shop: TestShop, params: Stripe.CouponCreateParams) {
  return shop.stripe.coupons.create(params);
}

function code(shop: TestShop, of: string, params: Omit<Stripe.PromotionCodeCreateParams, "promotion">) {
  return shop.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: of }, ...params });
}

const soon = (shop: TestShop, days: number) => Math.floor(shop.clock.now().getTime() / 1_000) + days * 86_400;

/** The discounts that were made of a coupon, the oldest first, with their codes. */
async function discountsOf(shop: TestShop, stripeCouponId: string) {
  const rows = await shop.db.discount.findMany({ where: { stripeCouponId }, orderBy: { id: "asc" } });
  return Promise.all(
    rows.map(async ({ id: discountId }) => {
      const { codes } = await listDiscountCodes(shop, { discountId, limit: 200 });
      return {
        ...(await getDiscount(shop, { discountId })),
        codes: codes
          .map(({ code: text, maxUses }) => ({ code: text, maxUses }))
          .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      };
    }),
  );
}

test("coupons and their codes become paused discounts with the same terms, once", async ({ shop }) => {
  const redeemBy = soon(shop, 30);
  const { id: percent } = await coupon(shop, { name: "Summer", percent_off: 12.5, redeem_by: redeemBy });
  await code(shop, percent, { code: "summer-26", max_redemptions: 5 });
  await code(shop, percent, { code: "SUMMER-27" });
  const { id: amount } = await coupon(shop, {
    ...{ name: "Fiver", amount_off: 500, currency: "eur", max_redemptions: 10, duration: "forever" },
    currency_options: { usd: { amount_off: 600 }, brl: { amount_off: 2_500 } },
  });
  const expiresAt = soon(shop, 7);
  await code(shop, amount, {
    code: "FIRST5",
    expires_at: expiresAt,
    restrictions: {
      ...{ first_time_transaction: true, minimum_amount: 5_000, minimum_amount_currency: "eur" },
      currency_options: { usd: { minimum_amount: 6_000 } },
    },
  });
  const { id: bare } = await coupon(shop, { id: "BARE", percent_off: 33.33 });

  const first = await importAll(shop);
  expect(first.unimported).toEqual([]);
  expect(first.discounts.map(({ name, isNew, codes }) => [name, isNew, codes])).toEqual([
    ["BARE", true, 0],
    ["Fiver", true, 1],
    ["Summer", true, 2],
  ]);
  expect(await discountsOf(shop, percent)).toMatchObject([
    {
      ...{ name: "Summer", kind: "percent", percentBps: 1_250, status: "paused", maxUses: null },
      ...{ isAutomatic: false, products: null, amounts: [], isFirstOrderOnly: false },
      endsAt: new Date(redeemBy * 1_000).toISOString(),
      codes: [
        { code: "SUMMER-26", maxUses: 5 },
        { code: "SUMMER-27", maxUses: null },
      ],
    },
  ]);
  expect(await discountsOf(shop, amount)).toMatchObject([
    {
      ...{ name: "Fiver", kind: "amount", maxUses: 10, isFirstOrderOnly: true },
      endsAt: new Date(expiresAt * 1_000).toISOString(),
      amounts: [
        { currency: "eur", amount: 500, minSubtotalAmount: 5_000 },
        { currency: "usd", amount: 600, minSubtotalAmount: 6_000 },
      ],
      codes: [{ code: "FIRST5", maxUses: null }],
    },
  ]);
  expect(await discountsOf(shop, bare)).toMatchObject([{ percentBps: 3_333, codes: [] }]);

  // What staff have done with it since stays, and only new codes are added.
  const [summer] = await discountsOf(shop, percent);
  await pauseDiscount(shop, { discountId: summer?.id ?? "", paused: false, by });
  await code(shop, percent, { code: "SUMMER-28" });
  const again = await Promise.all([importAll(shop), importAll(shop)]);
  expect(again.flatMap(({ discounts }) => discounts)).toEqual([
    { discountId: summer?.id, name: "Summer", isNew: false, codes: 1 },
  ]);
  expect(await discountsOf(shop, percent)).toMatchObject([{ status: "active", codes: [{}, {}, {}] }]);
  const entries = await shop.db.auditEntry.findMany({ where: { subject: "Summer" }, orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual([
    "discount.import",
    "discount.resume",
    "discount.import",
  ]);
  expect(entries[0]?.after).toMatchObject({ percentBps: 1_250, stripeCoupon: percent, codes: 2 });
});

test("what can't be a discount here is listed with the reason", async ({ shop }) => {
  const { id: product } = await shop.stripe.products.create({ name: "Mug" });
  await coupon(shop, { name: "Months", percent_off: 10, duration: "repeating", duration_in_months: 3 });
  await coupon(shop, { name: "Mugs", percent_off: 10, applies_to: { products: [product] } });
  await coupon(shop, { name: "Reais", amount_off: 500, currency: "brl" });
  const { id: single } = await coupon(shop, { name: "Codes", percent_off: 10 });
  const { id: customer } = await shop.stripe.customers.create({});
  await code(shop, single, { code: "FOR-ONE", customer });
  await code(shop, single, { code: "OFF", active: false });
  await code(shop, single, { code: "X".repeat(41) });
  await code(shop, single, { code: "MINE" });
  const requestId = randomUUID();
  await createDiscount(shop, {
    ...{ requestId, by },
    discount: {
      ...{ name: "Ours", kind: "percent", percentBps: 500, buyQuantity: null, getQuantity: null },
      ...{ isAutomatic: false, isCombinable: false, productIds: null, categoryIds: [], countries: [] },
      ...{ isFirstOrderOnly: false, startsAt: null, endsAt: null, maxUses: null, maxUsesPerCustomer: null },
      amounts: [],
    },
  });
  await addDiscountCode(shop, { discountId: requestId, code: "MINE", maxUses: null, by });
  const { id: limited } = await coupon(shop, { name: "Limited", percent_off: 10, max_redemptions: 10 });
  await code(shop, limited, { code: "NEW-ONES", restrictions: { first_time_transaction: true } });
  await code(shop, limited, { code: "ALL" });

  const { unimported } = await importAll(shop);
  const listed = unimported.map(({ coupon: name, code: text, problem }) => [name, text, problem]);
  const expected = [
    ["Limited", "NEW-ONES", "shared_limit"],
    ["Codes", "MINE", "code_taken"],
    ["Codes", "FOR-ONE", "customer"],
    ["Codes", "OFF", "inactive"],
    ["Codes", "X".repeat(41), "code"],
    ["Reais", null, "currencies"],
    ["Mugs", null, "products"],
    ["Months", null, "repeating"],
  ];
  expect(listed).toEqual(expect.arrayContaining(expected));
  expect(listed).toHaveLength(expected.length);
  const names = (await listDiscounts(shop, { status: "all", q: "Months" })).discounts;
  expect(names).toEqual([]);
});

test("a coupon that has ended or is used up is not imported; of one that was used, the uses that are left", async ({
  shop,
}) => {
  const { id: over } = await coupon(shop, { name: "Over", percent_off: 10, redeem_by: soon(shop, 1) });
  const used = await coupon(shop, { name: "Used", percent_off: 10, max_redemptions: 3 });
  const usedCode = await code(shop, used.id, { code: "USED", max_redemptions: 2 });
  shop.clock.advance(2 * 86_400_000);
  const { unimported } = await importAll(shop);
  expect(unimported).toContainEqual({ coupon: "Over", code: null, problem: "ended" });
  expect(await discountsOf(shop, over)).toEqual([]);
  // As Stripe answers later on.
  const at = shop.clock.now();
  const read = (redeemed: number) =>
    readCoupon({ ...used, times_redeemed: redeemed }, [{ ...usedCode, times_redeemed: redeemed }], at);
  expect(read(1).discounts).toMatchObject([
    { discount: { maxUses: 2 }, codes: [{ code: "USED", maxUses: 1 }] },
  ]);
  expect(read(2)).toEqual({ discounts: [], unimported: [{ code: "USED", problem: "used_up" }] });
  expect(read(3)).toEqual({ discounts: [], unimported: [{ code: null, problem: "used_up" }] });
});

test("hundreds of coupons and codes come in steps; a step that fails is repeated, and two imports at once make nothing twice", async ({
  shop,
}) => {
  const { id: big } = await coupon(shop, { name: "Big", percent_off: 10 });
  for (let number = 0; number < 120; number += 1) await code(shop, big, { code: `BIG-${number}` });
  for (let number = 0; number < 12; number += 1)
    await coupon(shop, { name: `Small ${number}`, percent_off: 5 });
  await shop.outside.fault({
    ...{ kind: "api", action: "error", when: "before", method: "GET", status: 500 },
    path: "/v1/promotion_codes",
  });
  await expect(importAll(shop)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  await shop.outside.noFaults();
  const imports = await Promise.all([importAll(shop), importAll(shop)]);
  expect(Math.min(...imports.map(({ steps }) => steps))).toBeGreaterThan(2);
  const made = imports.flatMap(({ discounts }) => discounts).filter(({ isNew }) => isNew);
  expect(made.filter(({ name }) => name.startsWith("Small"))).toHaveLength(12);
  expect((await discountsOf(shop, big)).map(({ codes }) => codes.length)).toEqual([120]);
  expect((await importAll(shop)).discounts).toEqual([]);
});
