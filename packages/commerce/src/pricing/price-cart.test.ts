import fc from "fast-check";
import { expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";

test("an empty cart costs nothing", () => {
  expect(priceCart({ currency: "eur", lines: [] })).toEqual({
    lines: [],
    discounts: [],
    taxBehavior: "inclusive",
    subtotalAmount: 0,
    discountAmount: 0,
    shippingDiscountAmount: 0,
    shippingAmount: 0,
    shippingTaxAmount: 0,
    shippingTaxes: [],
    taxAmount: 0,
    taxes: [],
    totalAmount: 0,
  });
});

const rate = fc.record({
  rate: fc.oneof(fc.constantFrom(0, 50_000, 88_750, 99_750, 190_000, 200_000), fc.nat(1_000_000)),
  jurisdiction: fc.constantFrom("AT", "US-NY", "CA-QC"),
  name: fc.constantFrom("VAT", "GST"),
});
const taxRates = fc.array(rate, { maxLength: 3 });
const line = fc.record({
  sku: fc.string(),
  unitAmount: fc.nat(99_999),
  quantity: fc.integer({ min: 1, max: 10 }),
  taxRates,
});
const cart = fc
  .record({
    currency: fc.constantFrom("eur", "usd", "jpy", "kwd"),
    taxBehavior: fc.constantFrom("inclusive" as const, "exclusive" as const),
    lines: fc.array(line, { minLength: 1, maxLength: 20 }),
    discounts: fc.array(
      fc.record(
        { code: fc.string(), amount: fc.nat(2_000_000), appliesTo: fc.uniqueArray(fc.nat(19)) },
        { requiredKeys: ["code", "amount"] },
      ),
      { maxLength: 4 },
    ),
    shipping: fc.record({ amount: fc.nat(5_000), discountAmount: fc.nat(5_000), taxRates }),
  })
  .map(({ currency, lines, shipping, ...rest }) => {
    // Prices in dinars end in 0, as Stripe demands.
    const priceable = (amount: number) => (currency === "kwd" ? amount * 10 : amount);
    return {
      ...{ ...rest, currency },
      lines: lines.map((each) => ({ ...each, unitAmount: priceable(each.unitAmount) })),
      shipping: {
        ...shipping,
        amount: priceable(shipping.amount),
        discountAmount: priceable(shipping.discountAmount),
      },
    };
  });
const sumOf = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
type Price = ReturnType<typeof priceCart>;
const paidTax = ({ taxBehavior }: Price, tax: number) => (taxBehavior === "exclusive" ? tax : 0);

test("the sums add up whatever is in the cart and taken off it, and lines keep what they were", () => {
  fc.assert(
    fc.property(cart, (input) => {
      const price = priceCart(input);
      for (const [index, each] of price.lines.entries()) {
        const { unitAmount, quantity, amount, discountAmount, taxAmount, totalAmount } = each;
        expect(each).toMatchObject(input.lines[index] ?? {});
        expect(amount).toBe(unitAmount * quantity);
        expect(discountAmount).toBeLessThanOrEqual(amount);
        expect(totalAmount).toBe(amount - discountAmount + paidTax(price, taxAmount));
        expect(sumOf(each.taxes.map((tax) => tax.taxAmount))).toBe(taxAmount);
        for (const tax of each.taxes) expect(tax.taxableAmount).toBe(totalAmount - taxAmount);
      }
      expect(price.subtotalAmount).toBe(sumOf(price.lines.map(({ amount }) => amount)));
      expect(price.discountAmount).toBe(sumOf(price.lines.map(({ discountAmount }) => discountAmount)));
      expect(price.shippingAmount).toBe(input.shipping.amount - price.shippingDiscountAmount);
      expect(price.taxAmount).toBe(
        sumOf(price.lines.map(({ taxAmount }) => taxAmount)) + price.shippingTaxAmount,
      );
      expect(price.totalAmount).toBe(
        price.subtotalAmount - price.discountAmount + price.shippingAmount + paidTax(price, price.taxAmount),
      );
      expect(sumOf(price.taxes.map(({ taxAmount }) => taxAmount))).toBe(price.taxAmount);
    }),
  );
});

test("no amount of a currency with three decimals has a last digit that Stripe refuses", () => {
  fc.assert(
    fc.property(cart, (input) => {
      const price = priceCart({ ...input, currency: "kwd" });
      fc.pre(
        input.lines.every(({ unitAmount }) => unitAmount % 10 === 0) && input.shipping.amount % 10 === 0,
      );
      fc.pre(input.shipping.discountAmount % 10 === 0);
      for (const { totalAmount } of [price, ...price.lines]) expect(totalAmount % 10).toBe(0);
    }),
  );
});

test("a discount is allocated exactly among its lines, takes no more than there is, and keeps what it was", () => {
  fc.assert(
    fc.property(cart, (input) => {
      const price = priceCart(input);
      const left = price.lines.map(({ amount }) => amount);
      for (const [place, { code, amount, allocations }] of price.discounts.entries()) {
        const before = input.discounts[place];
        const applies = (index: number) => before?.appliesTo?.includes(index) ?? true;
        const most = Math.min(before?.amount ?? -1, sumOf(left.filter((_, index) => applies(index))));
        expect(code).toBe(before?.code);
        expect(amount).toBe(input.currency === "kwd" ? most - (most % 10) : most);
        expect(sumOf(allocations)).toBe(amount);
        for (const [index, part] of allocations.entries()) {
          if (!applies(index)) expect(part).toBe(0);
          left[index] = (left[index] ?? 0) - part;
        }
      }
      expect(price.discountAmount).toBe(price.subtotalAmount - sumOf(left));
    }),
  );
});

test("the order of lines changes no sum and no tax", () => {
  fc.assert(
    fc.property(cart, fc.nat(19), (input, start) => {
      const indices = input.lines.map((_, index) => index);
      const moved = [...indices.slice(start), ...indices.slice(0, start)].toReversed();
      const { lines: _, discounts: __, ...sums } = priceCart(input);
      expect(
        priceCart({
          ...input,
          lines: moved.flatMap((index) => input.lines[index] ?? []),
          discounts: input.discounts.map((discount) =>
            discount.appliesTo === undefined
              ? discount
              : { ...discount, appliesTo: discount.appliesTo.map((index) => moved.indexOf(index)) },
          ),
        }),
      ).toMatchObject(sums);
    }),
  );
});

test("of two lines of one price, the tax decides which one gets the odd cent of a discount, in any order", () => {
  const lines = [0, 1_000_000].map((each) => ({
    ...{ unitAmount: 100, quantity: 1 },
    taxRates: [{ rate: each, jurisdiction: "AT", name: "VAT" }],
  }));
  const totalOf = (inOrder: typeof lines) =>
    priceCart({ currency: "eur", taxBehavior: "exclusive", lines: inOrder, discounts: [{ amount: 1 }] })
      .totalAmount;
  expect(totalOf(lines.toReversed())).toBe(totalOf(lines));
});

test("a discount falls on lines by what they cost, cent for cent", () => {
  const lines = [
    { unitAmount: 1_000, quantity: 1 },
    { unitAmount: 1_000, quantity: 1 },
    { unitAmount: 1_000, quantity: 1 },
  ];
  const price = priceCart({
    currency: "eur",
    lines,
    discounts: [{ amount: 1_000 }],
    shipping: { amount: 590 },
  });
  expect(price.lines.map(({ totalAmount }) => totalAmount).toSorted()).toEqual([666, 667, 667]);
  expect(price).toMatchObject({ subtotalAmount: 3_000, discountAmount: 1_000, totalAmount: 2_590 });
});
