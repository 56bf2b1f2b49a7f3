import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../search-params.ts";
import { readStockSearch } from "./stock-search.ts";

test("the address of a list of stock gives the same query again, and the plain list has no parameters", () => {
  const address = "?q=bag&show=low&sort=free&page=2";
  expect(stringifySearch({ ...readStockSearch(parseSearch(address)) })).toBe(address);
  const invalid = "?show=all&sort=product&page=1.5&q=+";
  expect(stringifySearch({ ...readStockSearch(parseSearch(invalid)) })).toBe("");
});
