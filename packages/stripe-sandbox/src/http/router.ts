import type { Route } from "./route.ts";

export interface Match {
  route: Route;
  id: string;
}

/**
 * Finds the route of a request: by exact path first, then with one `{id}` in it. What Stripe has by name
 * (`GET /v1/invoices/search`) is no id.
 */
export function createRouter(
  routes: readonly Route[],
  isNamed: (method: string, path: string) => boolean = () => false,
) {
  const compiled = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replace("{id}", "([^/]+)")}$`),
    exact: !route.path.includes("{id}"),
  }));
  compiled.sort((a, b) => Number(b.exact) - Number(a.exact));
  return (method: string, path: string): Match | undefined => {
    const named = isNamed(method, path);
    for (const { route, pattern, exact } of compiled) {
      if (route.method !== method || (named && !exact)) continue;
      const found = pattern.exec(path);
      if (found) return { route, id: decoded(found[1] ?? "") };
    }
    return undefined;
  };
}

/** An id that cannot be decoded is looked up, and not found, as it stands. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
