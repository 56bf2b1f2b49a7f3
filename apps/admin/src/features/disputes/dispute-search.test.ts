import { expect, test } from "vitest";
import { readDisputeSearch } from "./dispute-search.ts";

test("the plain list shows open disputes, and invalid values are dropped", () => {
  expect(readDisputeSearch({ list: "open", status: "angry", q: "" })).toEqual({});
  expect(readDisputeSearch({ list: "closed", status: "lost", q: " DT-1042 " })).toEqual({
    list: "closed",
    status: "lost",
    q: "DT-1042",
  });
});
