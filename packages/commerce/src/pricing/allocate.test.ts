import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate } from "./allocate.ts";
import { refundAmounts } from "./refund-amounts.ts";

const amount = fc.nat(99_999_999);

test.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [1, [1, 1], [1, 0]],
  [10, [3, 3, 1], [4, 4, 2]],
  [5, [0, 2, 0], [0, 5, 0]],
  [2, [1, 3], [0, 2]],
  [2, [3, 1], [2, 0]],
  [0, [0, 0], [0, 0]],
  [99_999_999, [99_999_999, 99_999_998], [50_000_000, 49_999_999]],
])("%d by the weights %j is %j", (sum, weights, parts) => {
  expect(allocate(sum, weights)).toEqual(parts);
});

test("parts sum to the amount, and each is less than one from its exact share", () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 100 }), (sum, weights) => {
      const all = weights.reduce((a, b) => a + BigInt(b), 0n);
      fc.pre(all > 0n);
      const parts = allocate(sum, weights);
      expect(parts.reduce((a, b) => a + b, 0)).toBe(sum);
      for (const [index, weight] of weights.entries()) {
        const off = BigInt(parts[index] ?? -1) * all - BigInt(sum) * BigInt(weight);
        expect(off < all && off > -all).toBe(true);
        if (weight === 0) expect(parts[index]).toBe(0);
      }
    }),
  );
});

test("the order of weights changes no part, but among equal weights", () => {
  fc.assert(
    fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 20 }), (sum, weights) => {
      fc.pre(weights.some((weight) => weight > 0));
      const sorted = (parts: number[]) => parts.toSorted((a, b) => a - b);
      expect(sorted(allocate(sum, weights.toReversed()))).toEqual(sorted(allocate(sum, weights)));
    }),
  );
});

test("what can't be divided is refused", () => {
  expect(() => allocate(1, [])).toThrow(RangeError);
  expect(() => allocate(1, [0])).toThrow(RangeError);
  expect(() => allocate(-1, [1])).toThrow(RangeError);
  expect(() => allocate(1.5, [1])).toThrow(RangeError);
});

const eur = (refundedQuantity: number) => ({ refundedQuantity, currency: "eur" });

test("a line given back in any portions gives back exactly what was paid for it", () => {
  expect(refundAmounts({ quantity: 3, totalAmount: 1_000 }, eur(0))).toEqual([0, 334, 667, 1_000]);
  expect(refundAmounts({ quantity: 3, totalAmount: 1_000 }, eur(2))).toEqual([0, 333]);
  const portions = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(amount, portions, (totalAmount, sizes) => {
      const quantity = sizes.reduce((a, b) => a + b, 0);
      let [refunded, paidBack] = [0, 0];
      for (const size of sizes) {
        paidBack += refundAmounts({ quantity, totalAmount }, eur(refunded))[size] ?? Number.NaN;
        refunded += size;
      }
      expect(paidBack).toBe(totalAmount);
      expect(refundAmounts({ quantity, totalAmount }, eur(quantity))).toEqual([0]);
    }),
  );
});
