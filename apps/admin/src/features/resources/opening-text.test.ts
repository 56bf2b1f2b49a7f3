import { expect, test } from "vitest";
import { openingsText, readOpenings } from "./opening-text.ts";

test("what staff type of a day's hours is read as they mean it", () => {
  const two = [
    { from: "10:00", to: "13:00" },
    { from: "14:30", to: "18:00" },
  ];
  for (const text of ["10:00–13:00, 14:30–18:00", "10-13; 14.30 until 18", " 10:00 - 13:00 ,14:30 to 18:00 "])
    expect(readOpenings(text)).toEqual(two);
  expect(readOpenings(openingsText(two))).toEqual(two);
  expect(readOpenings("22-2")).toEqual([{ from: "22:00", to: "02:00" }]);
  expect(readOpenings("")).toEqual([]);
  for (const wrong of ["closed", "10", "10:00-", "10:0-12:00", "a-b"]) expect(readOpenings(wrong)).toBeNull();
});
