import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type CheckoutView, trpc, trpcClient } from "../../server/trpc.ts";

export const checkoutKey = ["live-checkout"];

/**
 * The cart's one live checkout. Starting is idempotent on the server, so it is read like a query: on arrival, after
 * a reload, and when the customer comes back to this tab, but never while a payment is under way.
 */
export function useCheckout() {
  const cache = useQueryClient();
  const paying = useRef(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: checkoutKey,
    queryFn: () => trpcClient.checkout.start.mutate(),
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
