import { expect, test } from "vitest";
import { ownOrigins } from "./own-origins.ts";

test("a shop has its public origin and the configured ones, and no others", () => {
  expect(ownOrigins("https://shop.example.com", [])).toEqual(["https://shop.example.com"]);
  expect(ownOrigins("https://shop.example.com:443", ["https://admin.example.com"])).toEqual([
    "https://shop.example.com",
    "https://admin.example.com",
  ]);
});

test("a shop on this machine is opened under each of its names, on its own port", () => {
  const all = ["http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000"];
  for (const url of all) expect(ownOrigins(url, []).sort()).toEqual([...all].sort());
});
