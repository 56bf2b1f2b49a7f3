import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { type OrderView, queries, trpcClient } from "../../server/trpc.ts";
import { recallToken, rememberToken } from "./placed-token.ts";
import { retryUntilLoaded, useLastFailure } from "./retry-until-loaded.ts";

export interface Payment {
  paymentIntentId: string;
  /** The proof that this browser paid. */
  clientSecret: string | undefined;
}

/**
 * The order of a payment. With the client secret it is placed, even if this tab has placed it before: after a refused
 * card the next one pays for the same intent. Without it, on a reload, the order is found by the token that this tab
 * stores. Placing is idempotent, and is repeated until the shop answers.
 */
export function usePlacedOrder({ paymentIntentId, clientSecret }: Payment, onPlaced: () => void) {
  const token = recallToken(paymentIntentId);
  const placed = useQuery({
    queryKey: ["placed-order", paymentIntentId],
    queryFn: () => (clientSecret ? place({ paymentIntentId, clientSecret }) : recall(token)),
    enabled: Boolean(clientSecret ?? token),
    ...retryUntilLoaded,
    staleTime: Number.POSITIVE_INFINITY,
    // Dropped with the page: a customer who comes back has paid once more, and must not see the earlier attempt's
    // result.
    gcTime: 0,
  });
  const isPlaced = placed.isSuccess;
  const announce = useEffectEvent(onPlaced);
  useEffect(() => {
    if (isPlaced) announce();
  }, [isPlaced]);
  const failure = useLastFailure(placed);
  return { ...placed, failure, provable: Boolean(clientSecret ?? token) };
}

async function place(payment: { paymentIntentId: string; clientSecret: string }): Promise<OrderView> {
  const { token, order } = await trpcClient.orders.place.mutate(payment);
  rememberToken(payment.paymentIntentId, token);
  queries.orders.byToken.setData({ token }, order);
  return order;
}

function recall(token: string | null): Promise<OrderView> {
  if (!token) throw new Error("Neither a client secret nor a token");
  return queries.orders.byToken.fetch({ token }, { staleTime: 0 });
}
