import { expect, test } from "vitest";
import { declineQuery, isFiltered, readDeclineSearch } from "./decline-search.ts";

test("an empty address shows the last 24 hours, and invalid values are dropped", () => {
  expect(readDeclineSearch({ period: "24h", q: " ", reason: 7, address: ["x"] })).toEqual({});
  expect(readDeclineSearch({ period: "90d" })).toEqual({});
  expect(isFiltered(readDeclineSearch({ period: "7d" }))).toBe(false);
});

test("the server's filter is that of the address", () => {
  const search = readDeclineSearch({ period: "7d", card: "abc", reason: "stolen_card" });
  expect(isFiltered(search)).toBe(true);
  expect(declineQuery(search)).toMatchObject({ period: "7d", fingerprint: "abc", reason: "stolen_card" });
  expect(declineQuery({})).toMatchObject({ period: "24h" });
});
