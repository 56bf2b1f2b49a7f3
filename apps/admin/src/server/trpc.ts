import type { AppRouter } from "@dualtrack/api";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { isSignedOut, refusalOf } from "./refusals.ts";

export const trpc = createTRPCReact<AppRouter>();

export const trpcClient = trpc.createClient({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url: "/trpc" }),
      false: httpBatchLink({ url: "/trpc" }),
    }),
  ],
});

/** Told when the server no longer knows who is asking: signed out elsewhere, or the week is over. */
export const signedOut = new EventTarget();

function noticeSignedOut(error: unknown): void {
  if (isSignedOut(error)) signedOut.dispatchEvent(new Event("noticed"));
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
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
export type OrderView = Views["orders"]["forStaff"];
export type OrderLine = OrderView["lines"][number];
export type OrderPayment = NonNullable<OrderView["payment"]>;
export type OrderRefund = OrderView["refunds"][number];
/** The server's type of any JSON is too deep for a component's properties; what is read of it is checked anyway. */
export type OrderEvent = Omit<OrderView["timeline"][number], "details"> & { details: unknown };
export type OrderMail = OrderView["mails"][number];
type ListedAudit = Views["audit"]["list"];
export type AuditEntry = Omit<ListedAudit["entries"][number], "before" | "after"> & {
  before: unknown;
  after: unknown;
};
export type AuditPage = Omit<ListedAudit, "entries"> & { entries: AuditEntry[] };
