import { updateProductInput } from "@dualtrack/contract";
import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import type { StaffProduct } from "../../server/trpc.ts";
import { inputOf, isSame, valuesOf } from "./product-fields.ts";
import { problemsOf, refusedFieldsOf } from "./product-problems.ts";

const [first, second] = ["5f0f4a0e-0000-4000-8000-000000000001", "5f0f4a0e-0000-4000-8000-000000000002"];
const product: StaffProduct = {
  id: "5f0f4a0e-0000-4000-8000-000000000000",
  kind: "physical",
  slug: "parallel-lines",
  title: "Parallel Lines",
  artist: "Halftone Choir",
  description: "Nine songs.",
  taxCode: "standard",
  capturesOnShipment: false,
  reservationMinutes: null,
  categories: [],
  optionName: "Edition",
  published: false,
  opensAt: null,
  version: 1,
  status: "draft",
  changed: null,
  slugIsFixed: false,
  shopCurrency: "eur",
  shopUrl: "http://localhost",
  missing: [],
  previews: [],
  licence: { text: "", number: 0 },
  pictures: [],
  variants: [first, second].map((id, index) => ({
    id,
    title: `${index}`,
    sku: `LP-${index}`,
    pictureId: null,
    weightGrams: null,
    lengthMm: null,
    widthMm: null,
    heightMm: null,
    hsCode: null,
    originCountry: null,
    prices: [{ currency: "eur", unitAmount: 2400 }],
    stock: { onHand: 0, held: 0, free: 0 },
    tracksStock: true,
    downloadLimit: null,
    durationMinutes: null,
    files: [],
    isArchived: false,
    canBeDeleted: true,
  })),
};
const saved = valuesOf(product);
const problemsWith = (typed: Record<string, string>) =>
  problemsOf(product, { ...saved, ...typed }, [first, second]);

test("what the contract does not take stands at its field, of the product or of one variant", () => {
  expect(problemsWith({})).toEqual({});
  expect(problemsWith({ title: " ", slug: "", [`${second}.sku`]: "" })).toEqual({
    title: "The title is missing",
    slug: "The address is missing",
    [`${second}.sku`]: "The SKU is missing",
  });
  expect(problemsWith({ slug: "Parallel Lines", [`${first}.title`]: "two\nlines" })).toEqual({
    slug: expect.stringContaining("lower-case"),
    [`${first}.title`]: "The title has a character that can't be used",
  });
});

test("an amount that can't be read, and a SKU used twice, stand at their fields", () => {
  expect(problemsWith({ [`${second}.price.eur`]: "a lot", [`${second}.sku`]: "LP-0" })).toEqual({
    [`${second}.price.eur`]: expect.stringContaining("digits"),
    [`${first}.sku`]: "Another variant has this SKU",
    [`${second}.sku`]: "Another variant has this SKU",
  });
});

test("a weight or size that can't be read stands at its field, and both are sent as numbers", () => {
  expect(problemsWith({ [`${first}.weight`]: "1 kg", [`${second}.size`]: "310 x 310" })).toEqual({
    [`${first}.weight`]: expect.stringContaining("whole grams"),
    [`${second}.size`]: expect.stringContaining("length × width × height"),
  });
  expect(problemsWith({ [`${first}.weight`]: "0", [`${first}.size`]: "0 x 1 x 1" })).toEqual({
    [`${first}.weight`]: expect.any(String),
    [`${first}.size`]: expect.any(String),
  });
  const values = { ...saved, [`${first}.weight`]: " 480 ", [`${first}.size`]: "310x310 × 8" };
  expect(inputOf(product, values, [first, second]).variants).toMatchObject([
    { weightGrams: 480, lengthMm: 310, widthMm: 310, heightMm: 8 },
    { weightGrams: null, lengthMm: null },
  ]);
});

test("an HS code and a country that can't be read stand at their fields; dots and small letters are no change", () => {
  expect(problemsWith({ [`${first}.hsCode`]: "8523.8", [`${second}.originCountry`]: "UK" })).toEqual({
    [`${first}.hsCode`]: expect.stringContaining("6 to 12 digits"),
    [`${second}.originCountry`]: expect.stringContaining("two letters"),
  });
  const values = { ...saved, [`${first}.hsCode`]: " 8523.80 ", [`${first}.originCountry`]: "at" };
  const sent = updateProductInput.parse(inputOf(product, values, [first, second]));
  expect(sent.variants).toMatchObject([
    { hsCode: "852380", originCountry: "AT" },
    { hsCode: null, originCountry: null },
  ]);
  expect(isSame(`${first}.hsCode`, "8523.80", "852380")).toBe(true);
  expect(isSame(`${first}.originCountry`, "at", "AT")).toBe(true);
});

test("what the server did not accept stands at its field", () => {
  const refusedWith = (data: object) =>
    refusedFieldsOf(TRPCClientError.from({ error: { message: "", code: -32_600, data } }), saved, [
      first,
      second,
    ]);
  expect(refusedWith({ fields: { title: ["The title is too long"] } })).toEqual({
    title: "The title is too long",
  });
  const taken = { refusal: { code: "SKU_TAKEN", details: { sku: "LP-1" } } };
  expect(refusedWith(taken)).toEqual({ [`${second}.sku`]: expect.stringContaining("LP-1") });
  expect(refusedWith({ refusal: { code: "PRODUCT_CHANGED", details: {} } })).toEqual({});
});
