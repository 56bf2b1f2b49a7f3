import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { type OrderView, queries, trpcClient } from "../../server/trpc.ts";
import { recallToken, rememberToken } from "./placed-token.ts";

export interface Payment {
  paymentIntentId: string;
  /** Proof that this browser paid. */
  clientSecret: string | undefined;
}

/** The order of a payment: placed at once with the client secret, or found again by what this tab remembers. */
export function usePlacedOrder({ paymentIntentId, clientSecret }: Payment, onPlaced: () => void) {
  const token = recallToken(paymentIntentId);
  const placed = useQuery({
    queryKey: ["placed-order", paymentIntentId],
    queryFn: () => place(paymentIntentId, clientSecret, token),
    enabled: Boolean(clientSecret ?? token),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isPlaced = placed.isSuccess;
  useEffect(() => {
    if (isPlaced) onPlaced();
  }, [isPlaced]);
  return { ...placed, provable: Boolean(clientSecret ?? token) };
}

async function place(
  paymentIntentId: string,
  clientSecret: string | undefined,
  token: string | null,
): Promise<OrderView> {
  if (token) return trpcClient.orders.byToken.query({ token });
  if (!clientSecret) throw new Error("Neither a client secret nor a token");
  const { token: newToken, order } = await trpcClient.orders.place.mutate({ paymentIntentId, clientSecret });
  rememberToken(paymentIntentId, newToken);
  queries.orders.byToken.setData({ token: newToken }, order);
  return order;
}
