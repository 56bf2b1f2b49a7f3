import { maxEvidenceField } from "@dualtrack/contract";
import { expect, test } from "vitest";
import { evidenceOf, evidenceSchema, firstTexts, lengthOf } from "./evidence-draft.ts";

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
});

test("a text that is too long is an error of its own field", () => {
  const texts = { ...firstTexts(null, null), customer_name: "x".repeat(maxEvidenceField) };
  expect(evidenceSchema.safeParse(evidenceOf(texts)).success).toBe(true);
  const { error } = evidenceSchema.safeParse(
    evidenceOf({ ...texts, customer_name: `${texts.customer_name}yyy` }),
  );
  expect(error?.issues.map(({ path }) => path)).toEqual([["customer_name"]]);
});
