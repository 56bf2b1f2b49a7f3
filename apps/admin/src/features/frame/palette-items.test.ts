import { expect, test } from "vitest";
import { matches } from "./palette-items.ts";

const item = (label: string) => ({ id: "1", group: "Do", label, run: () => {} });

test.each([
  ["", "Orders", true],
  ["ord", "Orders", true],
  ["rders", "Orders", false],
  ["pend SYNC", "Sync all pending payments", true],
  ["sync lost", "Sync all pending payments", false],
])("“%s” finds “%s”: %s", (text, label, found) => {
  expect(matches(item(label), text)).toBe(found);
});
