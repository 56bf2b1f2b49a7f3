import fc from "fast-check";
import { expect, test } from "vitest";
import { priceCart } from "./price-cart.ts";
import { refundAmounts } from "./refund-amounts.ts";
import { refundTaxes } from "./refund-taxes.ts";
import { sumTaxes } from "./tax-of.ts";

const vat = (rate: number) => [{ rate, jurisdiction: "AT", name: "VAT" }];

/** Records with 20 %, books with 10 %, and shipping with 20 %. */
function partsOf(price: ReturnType<typeof priceCart>) {
  const shipping = { id: "shipping", quantity: 1, taxes: price.shippingTaxes };
  const tax = price.taxBehavior === "exclusive" ? price.shippingTaxAmount : 0;
  return [
    ...price.lines.map(({ quantity, totalAmount, taxes }, index) => ({
      ...{ id: `line ${index}`, quantity, totalAmount, taxes },
    })),
    { ...shipping, totalAmount: price.shippingAmount + tax },
  ];
}

test("a refund of units gives back their tax; one of an amount takes from all that is left", () => {
  const price = priceCart({
    currency: "eur",
    lines: [
      { unitAmount: 2_400, quantity: 2, taxRates: vat(200_000) },
      { unitAmount: 1_100, quantity: 1, taxRates: vat(100_000) },
    ],
    shipping: { amount: 600, taxRates: vat(200_000) },
  });
  const refunds = [
    { amount: 2_400, lines: [{ id: "line 0", quantity: 1 }] },
    { amount: 410, lines: [] },
    { amount: 3_690, lines: [] },
  ];
  expect(refundTaxes(partsOf(price), refunds, "eur")).toEqual([
    [{ ...vat(200_000)[0], taxableAmount: 2_000, taxAmount: 400 }],
    // A tenth of the 41.00 that are left: of 24.00 + 6.00 with 20 %, and of 11.00 with 10 %.
    [
      { ...vat(200_000)[0], taxableAmount: 250, taxAmount: 50 },
      { ...vat(100_000)[0], taxableAmount: 100, taxAmount: 10 },
    ],
    [
      { ...vat(200_000)[0], taxableAmount: 2_250, taxAmount: 450 },
      { ...vat(100_000)[0], taxableAmount: 900, taxAmount: 90 },
    ],
  ]);
});

const cart = fc.record({
  currency: fc.constantFrom("eur", "jpy", "kwd"),
  taxBehavior: fc.constantFrom("inclusive" as const, "exclusive" as const),
  lines: fc.array(
    fc.record({
      unitAmount: fc.nat(9_999).map((amount) => amount * 10),
      quantity: fc.integer({ min: 1, max: 4 }),
      taxRates: fc.constantFrom(vat(0), vat(200_000), [...vat(50_000), ...vat(99_750)], []),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  discounts: fc.array(fc.record({ amount: fc.nat(20_000) }), { maxLength: 2 }),
  shipping: fc.record({
    amount: fc.nat(500).map((amount) => amount * 10),
    taxRates: fc.constantFrom(vat(200_000), []),
  }),
});

test("an order refunded in any portions gives back exactly what was paid, and exactly its tax by rate", () => {
  fc.assert(
    fc.property(
      cart,
      fc.array(fc.record({ amount: fc.nat(30_000), line: fc.nat(4), quantity: fc.nat(4) }), { maxLength: 8 }),
      (input, wishes) => {
        const price = priceCart(input);
        const parts = partsOf(price);
        const done = parts.map(() => 0);
        let left = price.totalAmount;
        const refunds = wishes.map(({ amount: goodwill, line: wished, quantity: units }) => {
          const index = wished % price.lines.length;
          const part = parts[index];
          if (part === undefined) throw new Error("no line");
          const quantity = Math.min(units, part.quantity - (done[index] ?? 0));
          const amounts = refundAmounts(part, {
            refundedQuantity: done[index] ?? 0,
            currency: input.currency,
          });
          const amount = Math.min(left, (amounts[quantity] ?? 0) + goodwill);
          done[index] = (done[index] ?? 0) + quantity;
          left -= amount;
          return { amount, lines: [{ id: part.id, quantity }] };
        });
        const all = [...refunds, { amount: left, lines: [] }];
        expect(all.reduce((sum, { amount }) => sum + amount, 0)).toBe(price.totalAmount);
        const taxes = refundTaxes(parts, all, input.currency);
        for (const each of taxes.flat())
          expect(Math.min(each.taxAmount, each.taxableAmount)).toBeGreaterThanOrEqual(0);
        const given = (list: ReturnType<typeof sumTaxes>) => list.filter((tax) => tax.taxableAmount > 0);
        expect(given(sumTaxes(taxes.flat()))).toEqual(given(price.taxes));
      },
    ),
  );
});

test("units of a line in dinars are refunded in amounts that Stripe sends", () => {
  const amounts = refundAmounts(
    { quantity: 3, totalAmount: 1_000 },
    { refundedQuantity: 0, currency: "kwd" },
  );
  expect(amounts).toEqual([0, 340, 670, 1_000]);
});
