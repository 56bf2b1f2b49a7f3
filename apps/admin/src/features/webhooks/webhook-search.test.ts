import { expect, test } from "vitest";
import { isFiltered, queryOf, readWebhookSearch } from "./webhook-search.ts";

test("an address with filters is read as it was written", () => {
  const search = readWebhookSearch({
    state: "failed,dead",
    type: "charge.",
    q: "DT-1001",
    from: "2026-11-01",
    reason: "other_shop",
  });
  expect(queryOf(search)).toMatchObject({
    states: ["failed", "dead"],
    type: "charge.",
    q: "DT-1001",
    from: "2026-11-01",
    reasons: ["other_shop"],
  });
  expect(isFiltered(search)).toBe(true);
});

test("invalid values are left out, and a tab is no filter", () => {
  const search = readWebhookSearch({
    state: "sleeping",
    reason: "boredom",
    type: "Robert'); --",
    tab: "rejected",
    to: "2026-02-31",
  });
  expect(search).toEqual({ tab: "rejected" });
  expect(isFiltered(search)).toBe(false);
});
