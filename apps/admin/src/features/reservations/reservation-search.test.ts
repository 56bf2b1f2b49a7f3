import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../search-params.ts";
import { readReservationSearch } from "./reservation-search.ts";

test("the address of the reservations gives the same query again, and the plain page has no parameters", () => {
  const address = "?tab=history&period=7d&q=bag&state=expired&from=2026-11-01";
  expect(stringifySearch({ ...readReservationSearch(parseSearch(address)) })).toBe(address);
  const invalid = "?tab=checkout&period=24h&variant=1&state=lost";
  expect(stringifySearch({ ...readReservationSearch(parseSearch(invalid)) })).toBe("");
});
