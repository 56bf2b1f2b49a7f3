import type { AppRouter } from "@dualtrack/api";
import { newTraceparent, OrderedQueryClient } from "@dualtrack/browser";
import { checkoutTraceparent, maxApiAddress, maxCallsPerRequest } from "@dualtrack/contract";
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCQueryUtils, createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { refusalOf } from "./refusals.ts";

export const trpc = createTRPCReact<AppRouter>();

/** Names the page that sends the calls: its first changes, sent before it has a cart's cookie, then share one cart. */
const page = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
  byte.toString(16).padStart(2, "0"),
).join("");

/** Asked one by one: the browser keeps the answer, and the shop says whether it still holds. */
const keptByBrowser: readonly string[] = ["catalog.list", "catalog.product"];

/** What this page has last asked about a checkout: the order is placed of that one, which its call does not name. */
let lastCheckoutId: string | undefined;

/** The trace that the server's spans of these calls are part of: that of the checkout which one of them is about, or a new one. */
function traceOf(calls: readonly { path: string; input: unknown }[]): { traceparent: string } {
  const ids = calls.map(({ input }) => (input as { checkoutId?: unknown } | undefined)?.checkoutId);
  const named = ids.find((id) => typeof id === "string");
  lastCheckoutId = named ?? lastCheckoutId;
  const checkoutId = calls.some(({ path }) => path === "orders.place") ? lastCheckoutId : named;
  return { traceparent: newTraceparent(checkoutId && checkoutTraceparent(checkoutId)) };
}

export const trpcClient = trpc.createClient({
  links: [
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: httpSubscriptionLink({ url: "/trpc" }),
      false: splitLink({
        condition: ({ path }) => keptByBrowser.includes(path),
        true: httpLink({ url: "/trpc", headers: ({ op }) => traceOf([op]) }),
        false: httpBatchLink({
          url: "/trpc",
          maxItems: maxCallsPerRequest,
          maxURLLength: maxApiAddress,
          headers: ({ opList }) => ({ "x-page": page, ...traceOf(opList) }),
        }),
      }),
    }),
  ],
});

export const queryClient = new OrderedQueryClient({
  defaultOptions: {
    queries: {
      // Without a network a request fails at once and the page says so; it never waits without a message.
      networkMode: "always",
      retry: (failures, error) => !refusalOf(error) && failures < 2,
      retryDelay: (attempt) => 400 * 2 ** attempt,
      staleTime: 5_000,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** The same queries for code outside React: loaders that fetch before a page is shown. */
export const queries = createTRPCQueryUtils({ queryClient, client: trpcClient });
export type Queries = typeof queries;

type Views = inferRouterOutputs<AppRouter>;
export type CatalogView = Views["catalog"]["list"];
export type ListedProduct = CatalogView["products"][number];
export type ProductView = Views["catalog"]["product"];
export type VariantView = ProductView["variants"][number];
export type SlotsView = Views["catalog"]["slots"];
/** The times to which a booking can be moved. */
export type BookingSlotsView = Views["bookings"]["slots"];
/** What a customer can do with a booking, and what cancelling means for its money. */
export type BookingTerms = Views["bookings"]["terms"];
export type CartView = Views["cart"]["get"];
export type CartLine = CartView["lines"][number];
export type CheckoutView = Views["checkout"]["start"];
/** A checkout with the shipping methods that are offered at its destination. */
export type QuotedCheckout = Views["checkout"]["quote"];
export type ShippingOption = QuotedCheckout["shippingOptions"][number];
/** What a visitor is told who may begin no checkout. */
export type CheckoutNotice = NonNullable<Views["checkout"]["notice"]["notice"]>;
export type OrderView = Views["orders"]["byToken"];
export type OrderEvent = OrderView["timeline"][number];
export type PublicSettings = Views["settings"]["public"];
