import { readFileSync } from "node:fs";

/**
 * Which endpoints Stripe has, covered here or not: a request for one of them is answered "not covered", any other "no
 * such URL". `spec/endpoints.txt` is what `stripe` 23.1.0 can call, a path and its methods on each line.
 */
export function readStripeEndpoints() {
  const file = new URL("../../spec/endpoints.txt", import.meta.url);
  const endpoints = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [path = "", ...methods] = line.split(" ");
      return { path, methods, pattern: new RegExp(`^${path.replaceAll("{}", "[^/]+")}$`) };
    });
  const named = new Set(
    endpoints
      .filter(({ path }) => !path.includes("{}"))
      .flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`)),
  );
  return {
    paths: endpoints.map(({ path }) => path),
    /** Whether Stripe has an endpoint of exactly this path, without an id in it. */
    isNamed: (method: string, path: string): boolean => named.has(`${method} ${path}`),
    has: (method: string, path: string): boolean =>
      endpoints.some(({ methods, pattern }) => methods.includes(method) && pattern.test(path)),
  };
}
