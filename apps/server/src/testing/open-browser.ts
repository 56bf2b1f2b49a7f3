import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/** A customer's browser for the API at `url`: it keeps its cookie. */
export function openBrowser(url: string): TRPCClient<AppRouter> {
  let cookie = "";
  const link = {
    url: `${url}/trpc`,
    fetch: async (input: Request | URL | string, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      if (cookie !== "") headers.set("cookie", cookie);
      const response = await fetch(input, { ...init, headers });
      const [given] = response.headers.getSetCookie();
      if (given !== undefined) cookie = given.split(";")[0] ?? "";
      return response;
    },
  };
  return createTRPCClient<AppRouter>({ links: [httpLink(link)] });
}
