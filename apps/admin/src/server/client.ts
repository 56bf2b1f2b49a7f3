import type { AppRouter } from "@dualtrack/api";
import { newTraceparent, OrderedQueryClient } from "@dualtrack/browser";
import { maxApiAddress, maxCallsPerRequest } from "@dualtrack/contract";
import { MutationCache, QueryCache } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import { isSignedOut, isUnreachable, refusalOf } from "./refusals.ts";

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      // A browser gives up an event stream for good when a proxy answers for a server that is restarting.
      true: [
        retryLink({
          retry: ({ error }) => isUnreachable(error),
          retryDelayMs: (attempt) => Math.min(1_000 * attempt, 20_000),
        }),
        httpSubscriptionLink({ url: "/trpc" }),
      ],
      false: httpBatchLink({
        url: "/trpc",
        maxItems: maxCallsPerRequest,
        maxURLLength: maxApiAddress,
        headers: () => ({ traceparent: newTraceparent() }),
      }),
    }),
  ],
});

/** Called when the server no longer knows the session: the person signed out elsewhere, or it expired after a week. */
export const signedOut = new EventTarget();

export function reportSignedOut(): void {
  signedOut.dispatchEvent(new Event("noticed"));
}

function reportIfSignedOut(error: unknown): void {
  if (isSignedOut(error)) reportSignedOut();
}

export const queryClient = new OrderedQueryClient({
  queryCache: new QueryCache({ onError: reportIfSignedOut }),
  mutationCache: new MutationCache({ onError: reportIfSignedOut }),
  defaultOptions: {
    queries: {
      // Without a network a request fails at once and the page says so; it never waits without a message.
      networkMode: "always",
      retry: (failures, error) => !refusalOf(error) && failures < 2,
      retryDelay: (attempt) => 400 * 2 ** attempt,
      // A list never changes by itself while it is being read: a press on a button reads it again.
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 30_000,
    },
    mutations: { networkMode: "always", retry: false },
  },
});
