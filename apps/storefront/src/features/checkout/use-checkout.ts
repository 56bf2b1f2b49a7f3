import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { refusedWith } from "../../server/refusals.ts";
import { type CheckoutView, trpc, trpcClient } from "../../server/trpc.ts";

/** How often a page asks that could not be told how a payment ended. */
const askAgainMs = 10_000;

/**
 * The cart's one live checkout; or, with an order's token, the one of that order, which is paid another way. Starting is
 * idempotent on the server, so it is read like a query: on arrival, after a reload, and when the customer comes back to
 * this tab, but never while a payment is under way.
 */
export function useCheckout(orderToken: string | undefined) {
  const checkoutKey = ["live-checkout", orderToken];
  const cache = useQueryClient();
  const paying = useRef(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: checkoutKey,
    queryFn: () =>
      orderToken === undefined
        ? trpcClient.checkout.start.mutate()
        : trpcClient.checkout.resume.mutate({ orderToken }),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (refusedWith(state.error, "PAYMENT_UNCERTAIN") ? askAgainMs : false),
    refetchOnMount: "always",
    refetchOnReconnect: () => !paying.current,
    refetchOnWindowFocus: () => (paying.current ? false : "always"),
  });
  const keep = (checkout: CheckoutView) => cache.setQueryData(checkoutKey, checkout);
  const extend = trpc.checkout.extend.useMutation({ onSuccess: keep, onError: () => refetch() });
  return { checkout: data, error, isFetching, again: () => refetch(), keep, extend, paying };
}
