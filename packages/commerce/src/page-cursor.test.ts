import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./page-cursor.ts";

test("a cursor is read as it was written; another one is refused, and none is the first page", () => {
  const at = new Date("2026-03-01T10:00:00.123Z");
  const rows = [
    ["uuid", "0190d3a4-7c1e-7b5e-9d63-3f1d2c4b5a69"],
    ["stripe", "dp_1Abc"],
  ] as const;
  for (const [ids, id] of rows) expect(readCursor(writeCursor({ at, id }), ids)).toEqual({ at, id });
  expect(readCursor(undefined, "uuid")).toBeNull();
  for (const cursor of ["", "x", "1.", ".dp_1", "1.dp_1", `${"9".repeat(16)}.${rows[0][1]}`, "-1.dp_1"])
    expect(() => readCursor(cursor, "uuid"), cursor).toThrow(
      expect.objectContaining({ code: "CURSOR_INVALID" }),
    );
});
