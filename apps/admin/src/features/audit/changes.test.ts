import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

test("an entry's changes are listed field by field, with amounts as money", () => {
  const eur = (amount: number) => ({ amount, currency: "eur" });
  expect(
    changesOf(
      { refundable: eur(6390), state: "confirmed", same: 1 },
      {
        refundable: eur(3990),
        state: "confirmed",
        same: 1,
        amount: 2400,
        reason: "requested_by_customer",
        note: "",
      },
    ),
  ).toEqual([
    { field: "refundable", before: "€63.90", after: "€39.90" },
    { field: "amount", before: "", after: "€24.00" },
    { field: "reason", before: "", after: "requested by customer" },
  ]);
});

test("an entry without fields has no changes", () => {
  expect(changesOf(null, ["a"])).toEqual([]);
});
