import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { sincePaidMs } from "../../paid-moment.ts";
import { type OrderView, queries, trpcClient } from "../../server/trpc.ts";
import { recallToken, rememberToken } from "./placed-token.ts";
import { retryUntilLoaded, useLastFailure } from "./retry-until-loaded.ts";

export interface Payment {
  /** Stripe's, of the payment or of the session on Stripe's page. */
  stripeId: string;
  /** The proof that this browser paid. */
  secret: string | undefined;
}

/**
 * The order of a payment. With the secret it is placed, even if this tab has placed it before: after a refused
 * card the next one pays for the same intent. Without it, on a reload, the order is found by the token that this tab
 * stores. Placing is idempotent, and is repeated until the shop answers.
 */
export function usePlacedOrder({ stripeId, secret }: Payment, onPlaced: () => void) {
  const token = recallToken(stripeId);
  const placed = useQuery({
    queryKey: ["placed-order", stripeId],
    queryFn: () => (secret ? place({ stripeId, secret }) : recall(token)),
    enabled: Boolean(secret ?? token),
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
  return { ...placed, failure, provable: Boolean(secret ?? token) };
}

async function place({ stripeId, secret }: { stripeId: string; secret: string }): Promise<OrderView> {
  const { token, order } = await trpcClient.orders.place.mutate(
    stripeId.startsWith("cs_")
      ? { sessionId: stripeId, sessionSecret: secret, sincePaidMs: sincePaidMs() }
      : { paymentIntentId: stripeId, clientSecret: secret, sincePaidMs: sincePaidMs() },
  );
  rememberToken(stripeId, token);
  queries.orders.byToken.setData({ token }, order);
  return order;
}

function recall(token: string | null): Promise<OrderView> {
  if (!token) throw new Error("Neither a secret nor a token");
  return queries.orders.byToken.fetch({ token }, { staleTime: 0 });
}
