import { expect, test } from "vitest";
import type { UnitOfWork } from "../../context/sandbox-context.ts";
import type { Coupon } from "../../stripe/stripe-types.ts";
import { openMachine } from "../../testing/open-machine.ts";
import { seededRandom } from "../../testing/seeded-random.ts";
import { createCoupon } from "./create-coupon.ts";
import { type DiscountableLine, discountOf } from "./discount-of.ts";

/** Runs with a sandbox that has no door: only what is inside. */
async function inside(check: (work: UnitOfWork) => void): Promise<void> {
  const machine = openMachine();
  try {
    machine.act(check);
  } finally {
    await machine.stop();
  }
}

const linesOf = (...amounts: number[]): DiscountableLine[] =>
  amounts.map((amount, index) => ({ amount, product: `prod_${index}` }));

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

test("a percentage is rounded once, half up, and spread to the cent", () =>
  inside((work) => {
    const off = (percent_off: number, ...amounts: number[]) =>
      discountOf(work, createCoupon(work, { percent_off }), linesOf(...amounts), "usd");
    expect(off(20, 1000, 500)).toEqual([200, 100]);
    expect(off(50, 1)).toEqual([1]);
    expect(off(33.33, 100, 100, 100)).toEqual([34, 33, 33]);
    expect(off(100, 999, 0, 1)).toEqual([999, 0, 1]);
    expect(off(0.01, 99_999_999)).toEqual([10_000]);
  }));

test("an amount is never more than what it is taken from", () =>
  inside((work) => {
    const coupon = createCoupon(work, {
      amount_off: 1000,
      currency: "usd",
      currency_options: { eur: { amount_off: 900 } },
    });
    expect(discountOf(work, coupon, linesOf(3000, 1000), "usd")).toEqual([750, 250]);
    expect(discountOf(work, coupon, linesOf(600, 300), "usd")).toEqual([600, 300]);
    expect(discountOf(work, coupon, linesOf(3000), "eur")).toEqual([900]);
    expect(discountOf(work, coupon, linesOf(3000), "jpy")).toEqual([0]);
    expect(discountOf(work, coupon, [], "usd")).toEqual([]);
  }));

test("only the lines of its products get cheaper", () =>
  inside((work) => {
    const product = { id: "mug", object: "product" };
    work.store.insert(product, null, 0);
    const coupon = createCoupon(work, {
      amount_off: 1000,
      currency: "usd",
      applies_to: { products: [product.id] },
    });
    const lines = [
      { amount: 5000, product: "cup" },
      { amount: 700, product: "mug" },
    ];
    expect(discountOf(work, coupon, lines, "usd")).toEqual([0, 700]);
  }));

test("discounts add up exactly, are never below zero and never above their line", () =>
  inside((work) => {
    const random = seededRandom();
    const upTo = (most: number) => Math.floor(random() ** 3 * (most + 1));
    const blank = createCoupon(work, { percent_off: 1 });
    for (let round = 0; round < 5000; round += 1) {
      const lines = linesOf(...Array.from({ length: upTo(12) }, () => upTo(99_999_999)));
      const subtotal = sum(lines.map(({ amount }) => amount));
      const percent = (1 + upTo(9999)) / 100;
      const amount = 1 + upTo(99_999_998);
      const byPercent: Coupon = { ...blank, percent_off: percent };
      const byAmount: Coupon = { ...blank, percent_off: null, amount_off: amount, currency: "usd" };
      const shares = discountOf(work, byPercent, lines, "usd");
      expect(Math.abs(sum(shares) - (subtotal * percent) / 100)).toBeLessThanOrEqual(0.5 + 1e-4);
      const fixed = discountOf(work, byAmount, lines, "usd");
      expect(sum(fixed)).toBe(Math.min(amount, subtotal));
      for (const discounts of [shares, fixed])
        for (const [index, one] of discounts.entries()) {
          expect(Number.isInteger(one) && one >= 0).toBe(true);
          expect(one).toBeLessThanOrEqual(lines[index]?.amount ?? -1);
        }
    }
  }));
