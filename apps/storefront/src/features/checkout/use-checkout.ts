import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type CheckoutView, trpc, trpcClient } from "../../server/trpc.ts";

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
    refetchOnMount: "always",
    refetchOnReconnect: () => !paying.current,
    refetchOnWindowFocus: () => (paying.current ? false : "always"),
  });
  const keep = (checkout: CheckoutView) => cache.setQueryData(checkoutKey, checkout);
  const extend = trpc.checkout.extend.useMutation({ onSuccess: keep, onError: () => refetch() });
  return { checkout: data, error, isFetching, again: () => refetch(), keep, extend, paying };
}
