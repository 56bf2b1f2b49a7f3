import { expect, test } from "vitest";
import { fileSize } from "./file-size.ts";

test.each([
  [1, "1 kB"],
  [839_000, "820 kB"],
  [3_600_000, "3.4 MB"],
  [10 * 1024 * 1024, "10 MB"],
  [1_400_000_000, "1.3 GB"],
])("%i bytes read %s", (bytes, label) => {
  expect(fileSize(bytes)).toBe(label);
});
