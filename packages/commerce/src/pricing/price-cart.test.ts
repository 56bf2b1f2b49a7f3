import fc from "fast-check";
import { expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";

const currencies = ["eur", "usd", "gbp", "jpy"] as const;

test("goods below the limit are sent for the flat rate, from it on for nothing", () => {
  const eur = (unitAmount: number) => priceCart({ currency: "eur", lines: [{ unitAmount, quantity: 1 }] });
  expect(eur(9_999)).toMatchObject({ subtotalAmount: 9_999, shippingAmount: 590, totalAmount: 10_589 });
  expect(eur(10_000)).toMatchObject({ subtotalAmount: 10_000, shippingAmount: 0, totalAmount: 10_000 });
});

test("an empty cart costs nothing, shipping included", () => {
  expect(priceCart({ currency: "eur", lines: [] })).toEqual({
    lines: [],
    adjustments: [],
    subtotalAmount: 0,
    discountAmount: 0,
    shippingAmount: 0,
    taxAmount: 0,
    totalAmount: 0,
  });
});

const line = fc.record({
  sku: fc.string(),
  unitAmount: fc.integer({ min: 0, max: 99_999 }),
  quantity: fc.integer({ min: 1, max: 10 }),
});
const cart = fc.record({
  currency: fc.constantFrom(...currencies),
  lines: fc.array(line, { minLength: 1, maxLength: 20 }),
  adjustments: fc.array(fc.record({ code: fc.string(), amount: fc.nat(2_000_000) }), { maxLength: 4 }),
});
const sumOf = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

test("the sums add up whatever is in the cart and taken off it, and lines keep what they were", () => {
  fc.assert(
    fc.property(cart, ({ currency, lines, adjustments }) => {
      const price = priceCart({ currency, lines, adjustments });
      expect(price.lines.map(({ sku, unitAmount, quantity }) => ({ sku, unitAmount, quantity }))).toEqual(
        lines,
      );
      for (const { unitAmount, quantity, amount, discountAmount, taxAmount, totalAmount } of price.lines) {
        expect(amount).toBe(unitAmount * quantity);
        expect(totalAmount).toBe(amount - discountAmount + taxAmount);
        expect(totalAmount).toBeGreaterThanOrEqual(0);
      }
      expect(price.subtotalAmount).toBe(sumOf(price.lines.map(({ amount }) => amount)));
      expect(price.discountAmount).toBe(sumOf(price.lines.map(({ discountAmount }) => discountAmount)));
      expect(price.totalAmount).toBe(
        price.subtotalAmount - price.discountAmount + price.taxAmount + price.shippingAmount,
      );
      expect(sumOf(price.lines.map(({ totalAmount }) => totalAmount))).toBe(
        price.totalAmount - price.shippingAmount,
      );
    }),
  );
});

test("an adjustment is allocated exactly, takes no more than there is, and keeps what it was", () => {
  fc.assert(
    fc.property(cart, ({ currency, lines, adjustments }) => {
      const price = priceCart({ currency, lines, adjustments });
      let left = price.subtotalAmount;
      for (const [index, { code, amount, allocations }] of price.adjustments.entries()) {
        expect(code).toBe(adjustments[index]?.code);
        expect(amount).toBe(Math.min(adjustments[index]?.amount ?? -1, left));
        expect(sumOf(allocations)).toBe(amount);
        left -= amount;
      }
      expect(price.discountAmount).toBe(price.subtotalAmount - left);
    }),
  );
});

test("the order of lines changes no sum", () => {
  fc.assert(
    fc.property(cart, ({ currency, lines, adjustments }) => {
      const { lines: _, adjustments: __, ...sums } = priceCart({ currency, lines, adjustments });
      expect(priceCart({ currency, lines: lines.toReversed(), adjustments })).toMatchObject(sums);
    }),
  );
});

test("a discount falls on lines by what they cost, cent for cent", () => {
  const lines = [
    { unitAmount: 1_000, quantity: 1 },
    { unitAmount: 1_000, quantity: 1 },
    { unitAmount: 1_000, quantity: 1 },
  ];
  const price = priceCart({ currency: "eur", lines, adjustments: [{ amount: 1_000 }] });
  expect(price.lines.map(({ totalAmount }) => totalAmount)).toEqual([666, 667, 667]);
  expect(price).toMatchObject({ subtotalAmount: 3_000, discountAmount: 1_000, totalAmount: 2_590 });
});

test("shipping that was agreed before stays, whatever it costs now", () => {
  const lines = [{ unitAmount: 1_000, quantity: 1 }];
  expect(priceCart({ currency: "eur", lines, shippingAmount: 0 })).toMatchObject({ totalAmount: 1_000 });
});

test("a currency without a rate is refused", () => {
  expect(() => priceCart({ currency: "xxx", lines: [{ unitAmount: 1, quantity: 1 }] })).toThrow(
    "No shipping rate for xxx",
  );
});
