import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseDiscounts } from "./choose-discounts.ts";
import type { ChosenDiscount, DiscountRule } from "./discount-rule.ts";

const base = {
  percentBps: 0,
  amount: 0,
  buyQuantity: 0,
  getQuantity: 0,
  isCombinable: true,
  productIds: null,
};
const percent = (bps: number, more: Partial<DiscountRule> = {}): DiscountRule => ({
  ...{ ...base, discountId: "percent", kind: "percent", percentBps: bps },
  ...more,
});
const amountOff = (amount: number, more: Partial<DiscountRule> = {}): DiscountRule => ({
  ...{ ...base, discountId: "amount", kind: "amount", amount },
  ...more,
});
const freeShipping = (more: Partial<DiscountRule> = {}): DiscountRule => ({
  ...{ ...base, discountId: "free", kind: "free_shipping" },
  ...more,
});
const buyGet = (buyQuantity: number, getQuantity: number, percentBps = 10_000): DiscountRule => ({
  ...{ ...base, discountId: "groups", kind: "buy_x_get_y", buyQuantity, getQuantity, percentBps },
});

const line = (productId: string, unitAmount: number, quantity = 1) => ({ productId, unitAmount, quantity });
const off = (applied: readonly ChosenDiscount[]) =>
  applied.map(({ discountId, lineAmounts, shippingAmount }) => [discountId, ...lineAmounts, shippingAmount]);

test.each([
  // 10 % of 35.00 is 3.50: 3.00 of 30.00 and 0.50 of 5.00
  ["a percentage falls on lines by what they cost", [percent(1_000)], [["percent", 300, 50, 0]]],
  // 10.00 by 30 : 5 is 8.571 and 1.429
  ["an amount likewise, to the cent", [amountOff(1_000)], [["amount", 857, 143, 0]]],
  ["no more is taken off than there is", [amountOff(9_999)], [["amount", 3_000, 500, 0]]],
  ["shipping costs nothing", [freeShipping()], [["free", 0, 0, 590]]],
  // 10 % first: 3.50; then 10.00 of the 31.50 left, by 27.00 : 4.50
  [
    "a percentage comes before an amount, whatever their order",
    [amountOff(1_000), percent(1_000)],
    [
      ["percent", 300, 50, 0],
      ["amount", 857, 143, 0],
    ],
  ],
  ["on one product only", [percent(1_000, { productIds: new Set(["b"]) })], [["percent", 0, 50, 0]]],
  [
    "on products that are not in the cart, it is nothing",
    [percent(1_000, { productIds: new Set(["c"]) })],
    [],
  ],
  // four units: 10.00 10.00 10.00 5.00; of each two, the cheaper is free: 10.00 + 5.00
  ["buy one get one free: the cheaper of each two", [buyGet(1, 1)], [["groups", 1_000, 500, 0]]],
  [
    "three of the four make one group of 2 + 1; the fourth has none",
    [buyGet(2, 1)],
    [["groups", 1_000, 0, 0]],
  ],
  ["the second for half", [buyGet(1, 1, 5_000)], [["groups", 500, 250, 0]]],
  // alone 8.75 (25 %) beats 3.50 + nothing
  [
    "one that can't be combined stands alone if it takes off more",
    [percent(1_000), percent(2_500, { discountId: "alone", isCombinable: false })],
    [["alone", 750, 125, 0]],
  ],
  [
    "and is left out if the others take off as much",
    [percent(2_500), percent(2_500, { discountId: "alone", isCombinable: false })],
    [["percent", 750, 125, 0]],
  ],
])("%s", (_, rules, expected) => {
  const lines = [line("a", 1_000, 3), line("b", 500)];
  expect(off(chooseDiscounts(rules, { lines, shippingAmount: 590, step: 1 }))).toEqual(expected);
});

test("two times buy one get one free leaves one of two to pay", () => {
  const twice = [buyGet(1, 1), { ...buyGet(1, 1), discountId: "more" }, percent(1_000)];
  const applied = chooseDiscounts(twice, { lines: [line("a", 1_000, 2)], shippingAmount: 0, step: 1 });
  expect(off(applied)).toEqual([
    ["groups", 1_000, 0],
    ["percent", 100, 0],
  ]);
});

const someLine = fc.record({
  productId: fc.constantFrom("a", "b", "c"),
  unitAmount: fc.nat(99_999),
  quantity: fc.integer({ min: 1, max: 10 }),
});
const rule: fc.Arbitrary<DiscountRule> = fc.record({
  discountId: fc.uuid(),
  kind: fc.constantFrom("percent", "amount", "free_shipping", "buy_x_get_y"),
  percentBps: fc.integer({ min: 1, max: 10_000 }),
  amount: fc.integer({ min: 1, max: 500_000 }),
  buyQuantity: fc.integer({ min: 1, max: 3 }),
  getQuantity: fc.integer({ min: 1, max: 3 }),
  isCombinable: fc.boolean(),
  productIds: fc.option(fc.constantFrom(new Set(["a"]), new Set(["b", "c"])), { nil: null }),
});
const cart = fc
  .record({
    lines: fc.array(someLine, { maxLength: 12 }),
    shippingAmount: fc.nat(5_000),
    step: fc.constantFrom(1, 10),
  })
  .map(({ lines, shippingAmount, step }) => ({
    lines: lines.map((each) => ({ ...each, unitAmount: each.unitAmount * step })),
    shippingAmount: shippingAmount * step,
    step,
  }));
const rules = fc.uniqueArray(rule, { maxLength: 5, selector: ({ discountId }) => discountId });
const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const saved = (applied: readonly ChosenDiscount[]) =>
  sumOf(applied.flatMap(({ lineAmounts, shippingAmount }) => [...lineAmounts, shippingAmount]));

test("no line and no shipping costs less than nothing, and no discount takes off nothing", () => {
  fc.assert(
    fc.property(rules, cart, (given, { lines, shippingAmount, step }) => {
      const applied = chooseDiscounts(given, { lines, shippingAmount, step });
      for (const [place, { unitAmount, quantity }] of lines.entries())
        expect(sumOf(applied.map(({ lineAmounts }) => lineAmounts[place] ?? 0))).toBeLessThanOrEqual(
          unitAmount * quantity,
        );
      expect(sumOf(applied.map((each) => each.shippingAmount))).toBeLessThanOrEqual(shippingAmount);
      for (const each of applied) {
        expect(saved([each])).toBeGreaterThan(0);
        for (const amount of [...each.lineAmounts, each.shippingAmount]) {
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount % step).toBe(0);
        }
      }
    }),
  );
});

test("neither the order of the lines nor that of the discounts changes what is taken off", () => {
  fc.assert(
    fc.property(rules, cart, (given, { lines, shippingAmount, step }) => {
      const sums = (applied: readonly ChosenDiscount[]) =>
        applied.map(({ discountId, ...each }) => [discountId, saved([{ discountId, ...each }])]);
      const expected = sums(chooseDiscounts(given, { lines, shippingAmount, step }));
      expect(sums(chooseDiscounts(given.toReversed(), { lines, shippingAmount, step }))).toEqual(expected);
      expect(sums(chooseDiscounts(given, { lines: lines.toReversed(), shippingAmount, step }))).toEqual(
        expected,
      );
    }),
  );
});

test("another discount never makes the cart dearer, and what is combined was allowed to be", () => {
  fc.assert(
    fc.property(rules, rule, cart, (given, one, { lines, shippingAmount, step }) => {
      fc.pre(!one.isCombinable);
      const before = chooseDiscounts(given, { lines, shippingAmount, step });
      const after = chooseDiscounts([...given, one], { lines, shippingAmount, step });
      expect(saved(after)).toBeGreaterThanOrEqual(saved(before));
      const ids = new Set(after.map(({ discountId }) => discountId));
      const alone = [...given, one].filter(
        ({ discountId, isCombinable }) => ids.has(discountId) && !isCombinable,
      );
      expect(alone.length === 0 || ids.size === 1).toBe(true);
    }),
  );
});
