import { test as base } from "vitest";
import { checkLogs } from "./test-log.ts";
import { openTestShop } from "./test-shop.ts";

/**
 * Vitest's `test` with a shop: the first test or hook of a file that names `shop` opens it, and it is closed after the last
 * one. All tests of the file share it.
 */
export const test = base.extend(
  "shop",
  { scope: "file" },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  async ({}, { onCleanup }) => {
    const shop = await openTestShop();
    onCleanup(async () => {
      await shop[Symbol.asyncDispose]();
      checkLogs(); // what was logged while it closed: vitest has run all hooks by now
    });
    return shop;
  },
);
