import { expect, test } from "vitest";
import { type Box, type PackedUnit, suggestBox, weightOf } from "./pack-parcel.ts";

const box = (name: string, sides: [number, number, number], maxWeightGrams = 5_000): Box => {
  const [lengthMm, widthMm, heightMm] = sides;
  return { id: name, name, lengthMm, widthMm, heightMm, weightGrams: 100, maxWeightGrams };
};
const mailer = box("mailer", [330, 330, 20], 1_000);
const carton = box("carton", [340, 340, 120]);
const boxes = [carton, mailer];
const record: PackedUnit = { weightGrams: 320, sidesMm: [315, 315, 8] };

test("the smallest box is suggested that takes the goods by size, turned as they like, and by weight", () => {
  expect(suggestBox(boxes, [record, record])).toBe(mailer);
  expect(suggestBox(boxes, [{ ...record, sidesMm: [8, 315, 315] }])).toBe(mailer);
  expect(suggestBox(boxes, [record, record, record])).toBe(carton); // 960 g and the mailer's 100 g
  expect(suggestBox(boxes, [{ weightGrams: 10, sidesMm: [500, 10, 10] }])).toBeNull();
  expect(suggestBox(boxes, [{ weightGrams: 10, sidesMm: [330, 330, 21] }])).toBe(carton);
  expect(suggestBox(boxes, [{ weightGrams: 6_000, sidesMm: null }])).toBeNull();
  expect(suggestBox([], [record])).toBeNull();
});

test("what the catalog does not know counts as nothing", () => {
  expect(suggestBox(boxes, [{ weightGrams: null, sidesMm: null }])).toBe(mailer);
  expect(weightOf([record, { weightGrams: null, sidesMm: null }])).toBe(320);
});
