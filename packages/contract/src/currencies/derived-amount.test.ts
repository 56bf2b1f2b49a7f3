import fc from "fast-check";
import { expect, test } from "vitest";
import { amountStep, formatMoney, minorDigits } from "../money.ts";
import { priceCurrencies } from "../products/product-states.ts";
import { priceRoundingsOf, ratePattern } from "./currency-codes.ts";
import { type CurrencyTerms, derivedAmount } from "./derived-amount.ts";

const rate = fc
  .tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 9_999_999 }))
  .filter(([whole, part]) => whole + part > 0)
  .map(([whole, part]) => `${whole}.${String(part).padStart(7, "0")}`);

const terms: fc.Arbitrary<CurrencyTerms & { rate: string }> = fc
  .record({
    currency: fc.constantFrom(...priceCurrencies),
    baseCurrency: fc.constantFrom(...priceCurrencies),
    rate,
    place: fc.nat(20),
  })
  .map(({ place, ...rest }) => {
    const roundings = priceRoundingsOf(rest.currency);
    return { ...rest, rounding: roundings[place % roundings.length] ?? { step: 1, ending: 0 } };
  });
const amount = fc.integer({ min: 0, max: 99_999_999 });

test("a derived amount is a whole number that Stripe takes; 0 stays 0, and nothing else becomes 0", () => {
  fc.assert(
    fc.property(terms, amount, (terms, amount) => {
      const derived = derivedAmount(amount, terms) ?? Number.NaN;
      expect(Number.isInteger(derived)).toBe(true);
      expect(derived % amountStep(terms.currency)).toBe(0);
      expect(derived === 0).toBe(amount === 0);
    }),
  );
});

test("more never costs less", () => {
  fc.assert(
    fc.property(terms, amount, amount, (terms, one, other) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(derivedAmount(less, terms) ?? 0).toBeLessThanOrEqual(derivedAmount(more, terms) ?? 0);
    }),
  );
});

test("it keeps to the rounding rule, and is at most half a step away from the exact amount", () => {
  fc.assert(
    fc.property(terms, amount, (terms, amount) => {
      const { step, ending } = terms.rounding;
      const derived = derivedAmount(amount, terms) ?? 0;
      const exact =
        (amount * Number(terms.rate) * 10 ** minorDigits(terms.currency)) /
        10 ** minorDigits(terms.baseCurrency);
      if (exact >= ending + step / 2) expect(derived % step).toBe(ending);
      if (exact >= amountStep(terms.currency))
        expect(Math.abs(derived - exact)).toBeLessThanOrEqual(step / 2 + exact * 1e-9);
    }),
  );
});

test.each([
  [2_400, "usd", "1.0825", 1, 0, "$25.98"],
  [2_400, "usd", "1.0825", 100, 99, "$25.99"],
  [2_400, "usd", "1.0825", 1_000, 990, "$29.90"],
  [300, "usd", "1.0825", 1_000, 990, "$3.25"], // far below 9.90
  [2_400, "jpy", "161.53", 1, 0, "¥3,877"],
  [2_400, "jpy", "161.53", 100, 80, "¥3,880"],
  [2_400, "kwd", "0.33205", 10, 0, "KWD 7.970"],
  [1, "kwd", "0.33205", 10, 0, "KWD 0.010"],
  [1_050, "chf", "0.95", 5, 0, "CHF 10.00"], // 9.975, half a step up
])("%d cents become %s at %s", (amount, currency, rate, step, ending, expected) => {
  const derived = derivedAmount(amount, { currency, baseCurrency: "eur", rate, rounding: { step, ending } });
  expect(formatMoney({ amount: derived ?? 0, currency }).replaceAll("\u00a0", " ")).toBe(expected);
});

test("without a rate there is no amount; every rounding rule is one of the currency's smallest amounts", () => {
  const rounding = { step: 1, ending: 0 };
  expect(derivedAmount(100, { currency: "usd", baseCurrency: "eur", rate: null, rounding })).toBeNull();
  for (const currency of priceCurrencies)
    for (const { step, ending } of priceRoundingsOf(currency)) {
      expect(step % amountStep(currency)).toBe(0);
      expect(ending % amountStep(currency)).toBe(0);
      expect(ending).toBeLessThan(step);
    }
});

test("a rate has digits, and is more than 0", () => {
  for (const good of ["1", "0.0000000001", "1.0825", "9999999999.9999999999"])
    expect(good).toMatch(ratePattern);
  for (const bad of ["", "0", "0.00", "-1", "1,5", "1e3", ".5", "1.", "12345678901", "1.12345678901", " 1"])
    expect(bad).not.toMatch(ratePattern);
});
