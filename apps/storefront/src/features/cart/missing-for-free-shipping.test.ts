import { expect, test } from "vitest";
import { missingForFreeShipping } from "./missing-for-free-shipping.ts";

const eur = (amount: number) => ({ amount, currency: "eur" });
const record = { kind: "physical", amount: eur(3_000) } as const;
const hour = { kind: "service", amount: eur(4_500) } as const;
const file = { kind: "digital", amount: eur(2_000) } as const;
const asked = { shipping: eur(490), freeShippingFrom: eur(10_000) };

test("counts what is shipped alone", () => {
  expect(missingForFreeShipping({ ...asked, lines: [record] })).toEqual(eur(7_000));
  expect(missingForFreeShipping({ ...asked, lines: [record, hour, file] })).toEqual(eur(7_000));
  expect(missingForFreeShipping({ ...asked, lines: [record, record, hour] })).toEqual(eur(4_000));
});

test("says nothing where nothing is shipped, shipping is free, or no sum makes it free", () => {
  expect(missingForFreeShipping({ ...asked, lines: [hour, file] })).toBeNull();
  expect(missingForFreeShipping({ ...asked, lines: [record], shipping: eur(0) })).toBeNull();
  expect(missingForFreeShipping({ ...asked, lines: [record], shipping: null })).toBeNull();
  expect(missingForFreeShipping({ ...asked, lines: [record], freeShippingFrom: null })).toBeNull();
  expect(missingForFreeShipping({ ...asked, lines: [record], freeShippingFrom: eur(3_000) })).toBeNull();
});
