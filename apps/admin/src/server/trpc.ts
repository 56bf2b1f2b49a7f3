import type { AppRouter } from "@dualtrack/api";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { httpBatchLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { isSignedOut, refusalOf } from "./refusals.ts";

export const trpc = createTRPCReact<AppRouter>();

// Live data will come beside it: splitLink, with httpSubscriptionLink for subscriptions.
export const trpcClient = trpc.createClient({ links: [httpBatchLink({ url: "/trpc" })] });

/** Told when the server no longer knows who is asking: signed out elsewhere, or the week is over. */
export const signedOut = new EventTarget();

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSignedOut(error)) signedOut.dispatchEvent(new Event("noticed"));
    },
  }),
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

type Views = inferRouterOutputs<AppRouter>;
export type Me = Views["staff"]["me"];
export type ListedOrder = Views["orders"]["list"]["orders"][number];
