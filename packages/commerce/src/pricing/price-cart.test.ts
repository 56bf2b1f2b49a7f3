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
    subtotalAmount: 0,
    shippingAmount: 0,
    totalAmount: 0,
  });
});

test("the sums add up whatever is in the cart, and lines keep what they were", () => {
  const line = fc.record({
    sku: fc.string(),
    unitAmount: fc.integer({ min: 0, max: 99_999 }),
    quantity: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...currencies), fc.array(line, { minLength: 1 }), (currency, lines) => {
      const price = priceCart({ currency, lines });
      expect(price.lines.map(({ amount, ...rest }) => rest)).toEqual(lines);
      for (const { unitAmount, quantity, amount } of price.lines) expect(amount).toBe(unitAmount * quantity);
      expect(price.subtotalAmount).toBe(price.lines.reduce((sum, { amount }) => sum + amount, 0));
      expect(price.totalAmount).toBe(price.subtotalAmount + price.shippingAmount);
    }),
  );
});

test("a currency without a rate is refused", () => {
  expect(() => priceCart({ currency: "xxx", lines: [] })).toThrow("No shipping rate for xxx");
});
