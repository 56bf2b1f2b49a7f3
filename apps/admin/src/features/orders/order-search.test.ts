import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../search-params.ts";
import { isFiltered, type OrderSearch, queryOf, readOrderSearch } from "./order-search.ts";

const readAddress = (text: string) => readOrderSearch(parseSearch(text));

test("an address that was sent to a colleague gives the same query", () => {
  const search: OrderSearch = {
    q: "1042",
    state: ["confirmed", "failed"],
    payment: ["partially_refunded"],
    attention: true,
    from: "2026-11-01",
    bookedFrom: "2026-12-01",
    bookedTo: "2026-12-24",
    min: "19.90",
    sort: "highest",
  };
  const address = stringifySearch({ ...search });
  expect(address).toBe(
    "?q=1042&state=confirmed,failed&payment=partially_refunded&attention=yes&from=2026-11-01&bookedFrom=2026-12-01&bookedTo=2026-12-24&min=19.90&sort=highest",
  );
  expect(readAddress(address)).toEqual(search);
  expect(queryOf(readAddress(address), "eur")).toMatchObject({
    q: "1042",
    states: ["confirmed", "failed"],
    bookedFrom: "2026-12-01",
    bookedTo: "2026-12-24",
    minTotal: 1990,
  });
});

test("invalid values in an address are left out", () => {
  const search = readAddress(
    "?state=confirmed,lost&from=2026-02-31&min=lots&sort=newest&attention=perhaps&q=+",
  );
  expect(stringifySearch({ ...search })).toBe("?state=confirmed");
});

test("sorting is no filter", () => {
  expect(isFiltered(readAddress("?sort=lowest"))).toBe(false);
  expect(isFiltered(readAddress("?provisional=yes"))).toBe(true);
});
