import { expect, test } from "vitest";
import { readDayText } from "./read-day-text.ts";

test.each([
  ["2026-12-05", "2026-12-05"],
  ["12 May", "2027-05-12"],
  ["30 nov", "2026-11-30"],
  ["29 Nov", "2027-11-29"],
  [" dec  1 ", "2026-12-01"],
  ["Sept 3", "2027-09-03"],
  ["May 12, 2028", "2028-05-12"],
  ["12. May 2028", "2028-05-12"],
  ["12.5.", "2027-05-12"],
  ["5.12.2026", "2026-12-05"],
  ["29 Feb", "2028-02-29"],
  ["30 Feb", null],
  ["31.4.2027", null],
  ["2026-13-01", null],
  ["Today", "2026-11-30"],
  ["tomorrow", "2026-12-01"],
  ["friday", "2026-12-04"],
  ["Sun", "2026-12-06"],
  ["monday", "2026-12-07"],
  ["tues", null],
  ["12 maybe", null],
  ["12 mayor", null],
  ["1 May 1999", null],
  ["12", null],
  ["DT-1012", null],
  ["", null],
])("“%s” is %s", (text, day) => {
  expect(readDayText(text, "2026-11-30")).toBe(day);
});
