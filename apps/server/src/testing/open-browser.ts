import type { AppRouter } from "@dualtrack/api";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/**
 * A browser for the API at `url`: it keeps its cookies; some may be there before, as those of staff. A server that trusts this machine
 * as its proxy takes `address` for the caller's IP address. After `patienceMs` a call fails that has no answer. `headers`: more of them, for
 * each call; `onCookie` hears the cookies that it sends from then on.
 */
export function openBrowser(
  url: string,
  {
    address,
    cookies = [],
    patienceMs,
    headers: more = () => ({}),
    onCookie,
  }: {
    address?: string;
    cookies?: readonly string[];
    patienceMs?: number;
    headers?: () => Record<string, string>;
    onCookie?: (cookie: string) => void;
  } = {},
): TRPCClient<AppRouter> {
  const jar = new Map<string, string>();
  const keep = (given: string) => {
    const cookie = given.split(";")[0] ?? "";
    jar.set(cookie.split("=")[0] ?? "", cookie);
  };
  cookies.forEach(keep);
  const sent = () => [...jar.values()].join("; ");
  const link = {
    url: `${url}/trpc`,
    fetch: async (input: Request | URL | string, init?: RequestInit) => {
      const headers = new Headers(init?.headers);
      if (jar.size > 0) headers.set("cookie", sent());
      for (const [name, value] of Object.entries(more())) headers.set(name, value);
      if (address !== undefined) headers.set("x-forwarded-for", address);
      const patience = patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) };
      const response = await fetch(input, { ...init, headers, ...patience });
      response.headers.getSetCookie().forEach(keep);
      onCookie?.(sent());
      return response;
    },
  };
  return createTRPCClient<AppRouter>({ links: [httpLink(link)] });
}
