import type { AppRouter } from "@dualtrack/api";
import { OrderedQueryClient } from "@dualtrack/browser";
import { maxApiAddress, maxCallsPerRequest } from "@dualtrack/contract";
import { MutationCache, QueryCache } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import { isSignedOut, isUnreachable, refusalOf } from "./refusals.ts";

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      // A browser gives an event stream up for good when a proxy answers for a server that is just starting again.
      true: [
        retryLink({
          retry: ({ error }) => isUnreachable(error),
          retryDelayMs: (attempt) => Math.min(1_000 * attempt, 20_000),
        }),
        httpSubscriptionLink({ url: "/trpc" }),
      ],
      false: httpBatchLink({ url: "/trpc", maxItems: maxCallsPerRequest, maxURLLength: maxApiAddress }),
    }),
  ],
});

/** Told when the server no longer knows who is asking: signed out elsewhere, or the week is over. */
export const signedOut = new EventTarget();

export function noticeSignedOut(): void {
  signedOut.dispatchEvent(new Event("noticed"));
}

function noticeRefusal(error: unknown): void {
  if (isSignedOut(error)) noticeSignedOut();
}

export const queryClient = new OrderedQueryClient({
  queryCache: new QueryCache({ onError: noticeRefusal }),
  mutationCache: new MutationCache({ onError: noticeRefusal }),
  defaultOptions: {
    queries: {
      // Without a network a request fails at once and the page says so; it never waits in silence.
      networkMode: "always",
      retry: (failures, error) => !refusalOf(error) && failures < 2,
      retryDelay: (attempt) => 400 * 2 ** attempt,
      // A list never moves while it is being read: staff ask for news themselves.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 30_000,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
