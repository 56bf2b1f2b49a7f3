import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readStripeEndpoints } from "./stripe-endpoints.ts";

test("the list of endpoints is what the installed SDK can call", () => {
  const resources = new URL("./resources/", import.meta.resolve("stripe")).pathname;
  const calls = globSync("**/*.js", { cwd: resources }).flatMap((file) => [
    ...readFileSync(`${resources}${file}`, "utf8").matchAll(
      /_makeRequest\('([A-Z]+)', ['`](\/v[12]\/[^'`]*)['`]/g,
    ),
  ]);
  expect(calls.length).toBeGreaterThan(600);
  const { has, paths } = readStripeEndpoints();
  const missing = calls
    .map(([, method = "", path = ""]) => ({ method, path: path.replaceAll(/\$\{[^}]*\}/g, "x_1") }))
    .filter(({ method, path }) => !has(method, path));
  expect(missing).toEqual([]);
  const called = new Set(calls.map(([, , path = ""]) => path.replaceAll(/\$\{[^}]*\}/g, "{}")));
  expect(paths.filter((path) => !called.has(path))).toEqual([]);
});
