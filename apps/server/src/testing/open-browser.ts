import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/**
 * A browser for the API at `url`: it keeps its cookie, which may be there before, such as that of staff. A server that trusts this machine
 * as its proxy takes `address` for the caller's IP address. After `patienceMs` a call fails that has no answer. `headers`: more of them, for
 * each call; `onCookie` hears its cookie.
 */
export function openBrowser(
  url: string,
  {
    address,
    cookie: first = "",
    patienceMs,
    headers: more = () => ({}),
    onCookie,
  }: {
    address?: string;
    cookie?: string;
    patienceMs?: number;
    headers?: () => Record<string, string>;
    onCookie?: (cookie: string) => void;
  } = {},
): TRPCClient<AppRouter> {
  let cookie = first;
  const link = {
    url: `${url}/trpc`,
    fetch: async (input: Request | URL | string, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      if (cookie !== "") headers.set("cookie", cookie);
      for (const [name, value] of Object.entries(more())) headers.set(name, value);
      if (address !== undefined) headers.set("x-forwarded-for", address);
      const patience = patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) };
      const response = await fetch(input, { ...init, headers, ...patience });
      const [given] = response.headers.getSetCookie();
      if (given !== undefined) cookie = given.split(";")[0] ?? "";
      onCookie?.(cookie);
      return response;
    },
  };
  return createTRPCClient<AppRouter>({ links: [httpLink(link)] });
}
