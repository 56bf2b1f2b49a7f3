import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { isTemporary, refusalOf, refusedWith } from "../../server/refusals.ts";
import { type CheckoutView, trpc, trpcClient } from "../../server/trpc.ts";
import type { CheckoutProof } from "./checkout-proof.ts";

/** How long a page waits before it asks again after no answer, or while a payment's outcome is unknown, in ms. */
const retryMs = 10_000;

/** When to ask again, in ms; false if the answer would be the same. */
function retryAfter(error: unknown): number | false {
  const refusal = refusalOf(error);
  if (refusal?.code === "TOO_MANY_REQUESTS")
    return Math.max(refusal.details.retryAfterSeconds * 1_000, retryMs);
  return isTemporary(error) ? retryMs : false;
}

/**
 * The cart's one open checkout; or that which an order's token or a payment link proves. Starting is
 * idempotent on the server, so this reads it like a query: on arrival, after a reload, and when the customer comes back
 * to this tab, but never while a payment is under way. If an open checkout can't be read again, it stays open: the Pay
 * button finds out whether it can still be paid.
 */
export function useCheckout({ orderToken, linkToken }: CheckoutProof) {
  const checkoutKey = ["live-checkout", orderToken, linkToken];
  const cache = useQueryClient();
  const paying = useRef(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: checkoutKey,
    queryFn: () => {
      if (linkToken !== undefined) return trpcClient.checkout.openLink.mutate({ linkToken });
      if (orderToken !== undefined) return trpcClient.checkout.resume.mutate({ orderToken });
      return trpcClient.checkout.start.mutate();
    },
    meta: { rereads: false }, // not while a payment is under way
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (paying.current ? false : retryAfter(state.error)),
    refetchOnMount: "always",
    refetchOnReconnect: () => !paying.current,
    refetchOnWindowFocus: () => (paying.current ? false : "always"),
  });
  // Two calls may be answered in the other order: an extension must not be undone by an earlier quote.
  const store = (checkout: CheckoutView) =>
    cache.setQueryData<CheckoutView>(checkoutKey, (before) =>
      before?.id === checkout.id && before.serverNow > checkout.serverNow ? before : checkout,
    );
  const extend = trpc.checkout.extend.useMutation({ onSuccess: store, onError: () => refetch() });
  const staysOpen = data !== undefined && isTemporary(error) && !refusedWith(error, "PAYMENT_UNCERTAIN");
  return {
    checkout: data,
    error: staysOpen ? null : error,
    isFetching,
    reload: () => refetch(),
    store,
    extend,
    paying,
  };
}
