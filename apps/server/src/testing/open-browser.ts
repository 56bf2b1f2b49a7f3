import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/**
 * A customer's browser for the API at `url`: it keeps its cookie. A server that trusts this machine as its proxy takes `address`
 * for the customer's IP address.
 */
export function openBrowser(url: string, { address }: { address?: string } = {}): TRPCClient<AppRouter> {
  let cookie = "";
  const link = {
    url: `${url}/trpc`,
    fetch: async (input: Request | URL | string, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      if (cookie !== "") headers.set("cookie", cookie);
      if (address !== undefined) headers.set("x-forwarded-for", address);
      const response = await fetch(input, { ...init, headers });
      const [given] = response.headers.getSetCookie();
      if (given !== undefined) cookie = given.split(";")[0] ?? "";
      return response;
    },
  };
  return createTRPCClient<AppRouter>({ links: [httpLink(link)] });
}
