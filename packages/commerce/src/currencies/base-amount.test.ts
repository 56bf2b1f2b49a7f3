import { minorDigits, priceCurrencies } from "@dualtrack/contract";
import { test } from "@dualtrack/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { baseAmount } from "./base-amount.ts";

const currency = fc.constantFrom(...priceCurrencies);
const rate = fc
  .tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 9_999_999 }))
  .filter(([whole, part]) => whole + part > 0)
  .map(([whole, part]) => `${whole}.${String(part).padStart(7, "0")}`);

test("the database and the shop convert alike", async ({ shop }) => {
  const cases = fc.sample(
    fc.record({ amount: fc.integer({ min: 0, max: 99_999_999 }), currency, baseCurrency: currency, rate }),
    { numRuns: 2_000, seed: Number(process.env.SEED ?? 12) },
  );
  const { db } = shop;
  const rows = await db.$queryRaw<{ converted: string }[]>`
    select base_amount(amount, currency, base, rate, base)::text as converted
    from unnest(${cases.map(({ amount }) => amount)}::integer[], ${cases.map(({ currency }) => currency)}::text[],
      ${cases.map(({ baseCurrency }) => baseCurrency)}::text[], ${cases.map(({ rate }) => rate)}::numeric[])
      with ordinality as c(amount, currency, base, rate, place) order by place`;
  expect(rows.map(({ converted }) => converted)).toEqual(
    cases.map(({ amount, currency, ...order }) => String(baseAmount({ amount, currency }, order)?.amount)),
  );
});

test("every currency has the same decimals in the database", async ({ shop }) => {
  const codes = Intl.supportedValuesOf("currency").map((code) => code.toLowerCase());
  const rows = await shop.db.$queryRaw<{ code: string; digits: number }[]>`
    select code, minor_digits(code) as digits from unnest(${codes}::text[]) with ordinality as c(code, place) order by place`;
  expect(rows).toEqual(codes.map((code) => ({ code, digits: minorDigits(code) })));
});

test.each([
  [3_800, "jpy", "161.53", 2_353], // 23.525…
  [7_970, "kwd", "0.33205", 2_400],
  [150, "usd", "1.2", 125],
  [1, "usd", "2", 1], // half a cent
])("%d %s at %s are %d cents", (amount, currency, rate, cents) => {
  const order = { baseCurrency: "eur", rate };
  expect(baseAmount({ amount, currency }, order)).toEqual({ amount: cents, currency: "eur" });
});

test("without a rate there is no amount, except in the same currency", () => {
  const order = { baseCurrency: "eur", rate: null };
  expect(baseAmount({ amount: 100, currency: "usd" }, order)).toBeNull();
  expect(baseAmount({ amount: 100, currency: "eur" }, order)).toEqual({ amount: 100, currency: "eur" });
});
