import { expect, test } from "vitest";
import { readCoded, writeCoded } from "./coded.ts";

const codes = ["timeout", "no_answer"] as const;

test("a code and what was said with it come back as they were kept", () => {
  const kept = writeCoded({ code: "no_answer", said: "connect ECONNREFUSED: 1" }, 100);
  expect(kept).toBe("no_answer: connect ECONNREFUSED: 1");
  expect(readCoded(codes, kept)).toEqual({ code: "no_answer", said: "connect ECONNREFUSED: 1" });
  expect(readCoded(codes, writeCoded({ code: "timeout", said: null }, 100))).toEqual({
    code: "timeout",
    said: null,
  });
});

test("what was kept in words before there were codes is all said", () => {
  expect(readCoded(codes, "timeouts: many")).toEqual({ code: null, said: "timeouts: many" });
});

test("a long saying is cut off", () => {
  expect(writeCoded({ code: "timeout", said: "x".repeat(50) }, 12)).toBe("timeout: xxx");
});
