import { expect, test } from "vitest";
import { formatMoney } from "./money.ts";

test.each([
  [{ amount: 2_400, currency: "eur" }, "€24.00"],
  [{ amount: 0, currency: "eur" }, "€0.00"],
  [{ amount: 500, currency: "jpy" }, "¥500"],
  [{ amount: 1_250, currency: "kwd" }, "KWD 1.250"],
  [{ amount: -590, currency: "usd" }, "−$5.90"],
])("%j is written %s", (money, written) => {
  expect(formatMoney(money).replaceAll("\u00a0", " ")).toBe(written);
});
