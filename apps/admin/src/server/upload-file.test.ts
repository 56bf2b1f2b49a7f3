import { expect, test } from "vitest";
import { errorMessage } from "../messages.ts";
import { uploadErrorOf } from "./upload-file.ts";

test("an upload that fails says why: a refusal, the server's own words, or a fault with its number in the log", () => {
  const text = (status: number, body: unknown) => errorMessage(uploadErrorOf(status, body));
  const refusal = { code: "FILE_REFUSED", details: { why: "empty" } };
  expect(text(422, { error: { data: { refusal } } })).toMatch(/empty/i);
  expect(text(400, { error: "This request is not valid.", requestId: "r-1" })).toBe(
    "This request is not valid.",
  );
  expect(text(500, { error: "Something broke on our side.", requestId: "r-2" })).toContain("log is r-2");
  expect(text(502, null)).toBe("Something broke on our side.");
});
