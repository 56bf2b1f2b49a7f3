import { expect, test } from "vitest";
import { jobQueryOf, readJobSearch } from "./job-search.ts";

test("an address of failed jobs is read as it was written, and what is none of it is left out", () => {
  const search = readJobSearch({ state: "dead", task: "reconcile,send-mail,make-coffee" });
  expect(jobQueryOf(search)).toEqual({ states: ["dead"], tasks: ["send-mail", "reconcile"] });
  expect(jobQueryOf(readJobSearch({ state: "tired", task: "" }))).toEqual({});
});
