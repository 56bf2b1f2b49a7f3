import { test as base } from "vitest";
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
    onCleanup(() => shop[Symbol.asyncDispose]());
    return shop;
  },
);
