import { amountStep } from "@dualtrack/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkoutItems } from "./checkout-items.ts";

const quote = fc.constantFrom("eur", "jpy", "kwd").chain((currency) => {
  const amount = (max: number) =>
    fc.integer({ min: 0, max: Math.floor(max / amountStep(currency)) }).map((n) => n * amountStep(currency));
  const line = fc
    .record({
      unitAmount: amount(90_000),
      quantity: fc.integer({ min: 1, max: 10 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ unitAmount, quantity, share }) => ({
      ...{ productTitle: "A record", variantTitle: "", startsAt: null, unitAmount, quantity },
      discountAmount:
        Math.floor((unitAmount * quantity * share) / amountStep(currency)) * amountStep(currency),
    }));
  return fc
    .record({
      currency: fc.constant(currency),
      timeZone: fc.constant("UTC"),
      lines: fc.array(line, { minLength: 1, maxLength: 100 }),
      shippingAmount: amount(5_000),
      shippingName: fc.constantFrom(null, "Standard"),
      taxOnTop: amount(5_000),
    })
    .map((parts) => {
      const paid = parts.lines.reduce(
        (sum, { unitAmount, quantity, discountAmount }) => sum + unitAmount * quantity - discountAmount,
        0,
      );
      return { ...parts, totalAmount: paid + parts.shippingAmount + parts.taxOnTop };
    });
});

test("in every currency, with any discounts, shipping and tax, the rows are at most 100 and add up to exactly the quote", () => {
  fc.assert(
    fc.property(quote, (quoted) => {
      const items = checkoutItems(quoted);
      expect(items.length).toBeLessThanOrEqual(100);
      expect(items.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0)).toBe(
        quoted.totalAmount,
      );
      for (const { unitAmount, quantity, name, description } of items) {
        expect(unitAmount % amountStep(quoted.currency)).toBe(0);
        expect(unitAmount).toBeGreaterThanOrEqual(0);
        expect(quantity).toBeGreaterThanOrEqual(1);
        expect(name).not.toBe("");
        expect(description).not.toBe("");
      }
    }),
    { numRuns: 300 },
  );
});

test("a discount that leaves no whole price of a unit is one row for all units, and says what is taken off", () => {
  const line = { productTitle: "Parallel Lines", variantTitle: "Black", startsAt: null, unitAmount: 1_000 };
  const rows = checkoutItems({
    timeZone: "UTC",
    ...{ currency: "eur", shippingAmount: 490, shippingName: "Standard", taxOnTop: 120, totalAmount: 6_510 },
    lines: [
      { ...line, quantity: 3, discountAmount: 100 },
      { ...line, quantity: 2, discountAmount: 0 },
      { ...line, quantity: 2, discountAmount: 1_000 },
    ],
  });
  expect(rows).toEqual([
    { name: "3 × Parallel Lines, Black", description: "€1.00 taken off", unitAmount: 2_900, quantity: 1 },
    { name: "Parallel Lines, Black", description: null, unitAmount: 1_000, quantity: 2 },
    { name: "Parallel Lines, Black", description: "€10.00 taken off", unitAmount: 500, quantity: 2 },
    { name: "Shipping: Standard", description: null, unitAmount: 490, quantity: 1 },
    { name: "Tax", description: null, unitAmount: 120, quantity: 1 },
  ]);
});

test("time that is booked says when it begins, on the shop's clocks", () => {
  const line = { productTitle: "Tape workshop", variantTitle: "", quantity: 8, unitAmount: 1_000 };
  const rows = checkoutItems({
    ...{ currency: "eur", timeZone: "Europe/Vienna", shippingAmount: 0, shippingName: null, taxOnTop: 0 },
    lines: [
      { ...line, startsAt: new Date("2026-12-18T13:05:00Z"), discountAmount: 0 },
      { ...line, startsAt: new Date("2026-07-18T22:30:00Z"), discountAmount: 800 },
    ],
    totalAmount: 15_200,
  });
  expect(rows.map(({ name, description }) => [name, description])).toEqual([
    ["Tape workshop", "14:05 on Friday 18 December (Europe/Vienna)"],
    ["Tape workshop", "00:30 on Sunday 19 July (Europe/Vienna). €8.00 taken off"],
  ]);
});

test("rows that do not add up to the quote are no page", () => {
  const lines = [
    { productTitle: "A", variantTitle: "", startsAt: null, unitAmount: 5, quantity: 1, discountAmount: 0 },
  ];
  const rest = { currency: "eur", timeZone: "UTC", shippingAmount: 0, shippingName: null, taxOnTop: 0 };
  expect(() => checkoutItems({ ...rest, lines, totalAmount: 6 })).toThrow(/add up to 5 instead of 6/);
});

test("a cart with as many lines as Stripe's page has rows: the last ones are one row, so that shipping and tax have theirs", () => {
  const line = {
    productTitle: "A",
    variantTitle: "",
    startsAt: null,
    unitAmount: 100,
    quantity: 2,
    discountAmount: 0,
  };
  const rows = checkoutItems({
    timeZone: "UTC",
    ...{ currency: "eur", shippingAmount: 5, shippingName: null, taxOnTop: 7, totalAmount: 20_012 },
    lines: Array.from({ length: 100 }, () => line),
  });
  expect(rows).toHaveLength(100);
  expect(rows.slice(-3).map(({ name, unitAmount }) => [name, unitAmount])).toEqual([
    ["3 more articles", 600],
    ["Shipping", 5],
    ["Tax", 7],
  ]);
});
