import { expect, test } from "vitest";
import { problemOf } from "./picture-file.ts";

test.each([
  ["a photo", { size: 3_000_000, type: "image/jpeg" }, null],
  ["a photo of ten megabytes", { size: 10 * 1024 * 1024, type: "image/png" }, null],
  ["a photo of one byte more", { size: 10 * 1024 * 1024 + 1, type: "image/png" }, "too_many_bytes"],
  ["a document", { size: 5, type: "application/pdf" }, "not_a_picture"],
  ["a drawing that could hold scripts", { size: 5, type: "image/svg+xml" }, "not_a_picture"],
  ["something the browser can't name", { size: 5, type: "" }, null],
])("%s is looked at before it is sent", (_what, file, problem) => {
  expect(problemOf(file)).toBe(problem);
});
