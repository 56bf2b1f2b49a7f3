import { maxEvidenceField } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { evidenceOf, firstTexts, isSame, lengthOf, problemOf } from "./evidence-draft.ts";

test("the form begins with the shop's data, or with the saved draft", () => {
  const proposal = { customer_name: "Ada", shipping_carrier: "DHL" };
  expect(firstTexts({ customer_name: null }, proposal)).toMatchObject({
    customer_name: "Ada",
    shipping_carrier: "DHL",
    uncategorized_text: "",
  });
  // A field that was emptied before saving stays empty.
  expect(firstTexts({ customer_name: "Ada Lovelace" }, proposal)).toMatchObject({
    customer_name: "Ada Lovelace",
    shipping_carrier: "",
  });
  expect(lengthOf(firstTexts(null, null))).toBe(0);
});

test("every field is sent, so that an emptied one is emptied at Stripe, too", () => {
  const texts = { ...firstTexts(null, { customer_name: " Ada " }), shipping_date: "" };
  expect(evidenceOf(texts)).toMatchObject({ customer_name: "Ada", shipping_date: "" });
  expect(isSame(texts, { ...texts })).toBe(true);
  expect(isSame(texts, { ...texts, shipping_date: "1 December" })).toBe(false);
});

test("a text that is too long is reported at once", () => {
  expect(problemOf("x".repeat(maxEvidenceField))).toBeNull();
  expect(problemOf("x".repeat(maxEvidenceField + 3))).toBe("3 characters too long");
});
