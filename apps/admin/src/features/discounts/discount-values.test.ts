import { expect, test } from "vitest";
import { hundredths } from "../../hundredths.ts";
import { amountProblems, inputOf, newDiscount } from "./discount-values.ts";

test.each([
  ["10", 1_000],
  ["12,5", 1_250],
  [" 0.05 ", 5],
  ["", null],
  ["12.345", Number.NaN],
  ["-1", Number.NaN],
  ["ten", Number.NaN],
])("%j percent is %j hundredths", (typed, bps) => {
  expect(hundredths(typed)).toEqual(bps);
});

test("amounts are sent in minor units of their currency, and what is no amount is refused at its field", () => {
  const { discount } = newDiscount("eur");
  const typed = (amount: string, minSubtotalAmount: string) => ({
    discount: {
      ...discount,
      kind: "amount" as const,
      amounts: [
        { currency: "eur", amount, minSubtotalAmount },
        { currency: "jpy", amount: "500", minSubtotalAmount: "" },
      ],
    },
  });
  expect(inputOf(typed("5,5", "20")).amounts).toEqual([
    { currency: "eur", amount: 550, minSubtotalAmount: 2_000 },
    { currency: "jpy", amount: 500, minSubtotalAmount: null },
  ]);
  expect(Object.values(amountProblems(typed("5", "20"))).filter((problem) => problem !== null)).toEqual([]);
  expect(amountProblems(typed("5.555", ""))["discount.amounts.0.amount"]).toContain("2 decimals");
});
