import { expect, test } from "vitest";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import type { Stripe } from "../../stripe/stripe-types.ts";
import { openMachine } from "../../testing/open-machine.ts";
import { createCoupon } from "../coupons/create-coupon.ts";
import { createPromotionCode } from "./create-promotion-code.ts";
import { getPromotionCode } from "./promotion-codes.ts";
import { recordRedemption } from "./record-redemption.ts";
import { findRedeemableCode, type Purchase, whyNotCoupon } from "./redeemable.ts";

/** A sandbox without a door, with a coupon of 10 % and the code SAVE, some things about them changed. */
async function withCode(
  check: (work: UnitOfWork) => void,
  {
    coupon = {},
    code = {},
  }: { coupon?: Stripe.CouponCreateParams; code?: Partial<Stripe.PromotionCodeCreateParams> } = {},
): Promise<void> {
  const machine = openMachine();
  try {
    machine.act((work) => {
      for (const id of ["mug", "cup"]) work.store.insert({ id, object: "product" }, null, 0);
      for (const id of ["cus_ada", "cus_eve"]) work.store.insert({ id, object: "customer" }, null, 0);
      const { id } = createCoupon(work, { id: "ten", percent_off: 10, ...coupon });
      createPromotionCode(work, { promotion: { type: "coupon", coupon: id }, code: "SAVE", ...code });
    });
    machine.act(check);
  } finally {
    await machine.stop();
  }
}

const purchase: Purchase = {
  currency: "usd",
  customer: null,
  lines: [
    { amount: 1500, product: "mug" },
    { amount: 500, product: "cup" },
  ],
};

const find = (work: UnitOfWork, typed: string, more: Partial<Purchase> = {}) =>
  findRedeemableCode(work, typed, { ...purchase, ...more });

test("a code is found in any case, with its coupon", () =>
  withCode((work) => {
    for (const typed of ["SAVE", "save", " Save "])
      expect(find(work, typed)).toMatchObject({
        promotionCode: { code: "SAVE" },
        coupon: { id: "ten", percent_off: 10 },
      });
  }));

test("an unknown code, and one that was switched off, are unknown", () =>
  withCode(
    (work) => {
      expect(find(work, "SAVED")).toEqual({ why: "unknown" });
      expect(find(work, "SAVE")).toEqual({ why: "unknown" });
    },
    { code: { active: false } },
  ));

test("a code that is over has expired", () => {
  const soon = Math.floor(Date.now() / 1000) + 1000;
  return withCode(
    (work) => {
      expect(find(work, "SAVE")).toHaveProperty("promotionCode");
      work.clock.set(soon * 1000);
      expect(find(work, "SAVE")).toEqual({ why: "expired" });
    },
    { code: { expires_at: soon } },
  );
});

test("a code whose coupon is over has expired", () => {
  const soon = Math.floor(Date.now() / 1000) + 1000;
  return withCode(
    (work) => {
      work.clock.set(soon * 1000);
      expect(find(work, "SAVE")).toHaveProperty("promotionCode");
      work.clock.set((soon + 1) * 1000);
      expect(find(work, "SAVE")).toEqual({ why: "expired" });
    },
    { coupon: { redeem_by: soon } },
  );
});

const idOf = (work: UnitOfWork) => {
  const found = work.store.list({ type: "promotion_code", limit: 1 }).data[0];
  return found?.id ?? "";
};

const redeem = (work: UnitOfWork) => recordRedemption(work, { coupon: "ten", promotionCode: idOf(work) });

test("a code counts its uses up to its limit, and then is used up", () =>
  withCode(
    (work) => {
      redeem(work);
      expect(getPromotionCode(work, idOf(work))).toMatchObject({ times_redeemed: 1, active: true });
      redeem(work);
      expect(getPromotionCode(work, idOf(work))).toMatchObject({ times_redeemed: 2, active: false });
      expect(find(work, "SAVE")).toEqual({ why: "used_up" });
      expect(() => redeem(work)).toThrow("redemption limit");
      expect(work.store.find("coupon", "ten")).toMatchObject({ times_redeemed: 2, valid: true });
    },
    { code: { max_redemptions: 2 } },
  ));

test("a coupon counts the uses of all its codes, and takes them down with it", () =>
  withCode(
    (work) => {
      const save = idOf(work);
      const other = createPromotionCode(work, {
        promotion: { type: "coupon", coupon: "ten" },
        code: "OTHER",
      });
      recordRedemption(work, { coupon: "ten", promotionCode: null });
      recordRedemption(work, { coupon: "ten", promotionCode: other.id });
      expect(work.store.find("coupon", "ten")).toMatchObject({ times_redeemed: 2, valid: false });
      expect(getPromotionCode(work, other.id)).toMatchObject({ times_redeemed: 1, active: false });
      expect(getPromotionCode(work, save)).toMatchObject({ times_redeemed: 0, active: false });
      expect(find(work, "SAVE")).toEqual({ why: "used_up" });
      expect(() => recordRedemption(work, { coupon: "ten", promotionCode: null })).toThrow();
    },
    { coupon: { max_redemptions: 2 } },
  ));

test("each use is an event of the coupon and of the code", () =>
  withCode(
    (work) => {
      redeem(work);
      const events = work.store.list({ type: "event", limit: 2 }).data;
      expect(events).toMatchObject([
        {
          type: "promotion_code.updated",
          data: { previous_attributes: { times_redeemed: 0, active: true } },
        },
        { type: "coupon.updated", data: { previous_attributes: { times_redeemed: 0 } } },
      ]);
    },
    { code: { max_redemptions: 1 } },
  ));

test("a purchase below the minimum does not get it", () =>
  withCode(
    (work) => {
      expect(find(work, "SAVE")).toHaveProperty("promotionCode");
      expect(find(work, "SAVE", { lines: [{ amount: 1999, product: "mug" }] })).toEqual({
        why: "minimum_not_reached",
      });
      expect(find(work, "SAVE", { currency: "eur" })).toHaveProperty("promotionCode");
      expect(find(work, "SAVE", { currency: "jpy" })).toEqual({ why: "other_currency" });
    },
    {
      code: {
        restrictions: {
          minimum_amount: 2000,
          minimum_amount_currency: "usd",
          currency_options: { eur: { minimum_amount: 1800 } },
        },
      },
    },
  ));

test("a code for one customer is for nobody else", () =>
  withCode(
    (work) => {
      expect(find(work, "SAVE", { customer: "cus_ada" })).toHaveProperty("promotionCode");
      expect(find(work, "SAVE", { customer: "cus_eve" })).toEqual({ why: "other_customer" });
      expect(find(work, "SAVE")).toEqual({ why: "other_customer" });
      createPromotionCode(work, {
        promotion: { type: "coupon", coupon: "ten" },
        code: "save",
        customer: "cus_eve",
      });
      expect(find(work, "SAVE", { customer: "cus_eve" })).toMatchObject({ promotionCode: { code: "save" } });
    },
    { code: { customer: "cus_ada" } },
  ));

test("a code for first purchases is not for who has paid before", () =>
  withCode(
    (work) => {
      const charge = { id: "ch_1", object: "charge", customer: "cus_ada", status: "failed" };
      work.store.insert(charge, null, 0);
      expect(find(work, "SAVE", { customer: "cus_ada" })).toHaveProperty("promotionCode");
      const paid = { ...charge, status: "succeeded" };
      work.store.update(paid);
      expect(find(work, "SAVE", { customer: "cus_ada" })).toEqual({ why: "not_first_purchase" });
      expect(find(work, "SAVE", { customer: "cus_eve" })).toHaveProperty("promotionCode");
    },
    { code: { restrictions: { first_time_transaction: true } } },
  ));

test("a coupon for other products or other currencies is not given", async () => {
  await withCode(
    (work) => {
      expect(find(work, "SAVE")).toHaveProperty("promotionCode");
      expect(find(work, "SAVE", { lines: [{ amount: 5, product: "cup" }] })).toEqual({
        why: "not_these_products",
      });
    },
    { coupon: { applies_to: { products: ["mug"] } } },
  );
  await withCode((work) => {
    const coupon = createCoupon(work, { amount_off: 5, currency: "eur" });
    expect(whyNotCoupon(work, coupon, purchase)).toBe("other_currency");
    expect(whyNotCoupon(work, coupon, { ...purchase, currency: "eur" })).toBeNull();
  });
});
