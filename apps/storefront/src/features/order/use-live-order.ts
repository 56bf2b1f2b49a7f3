import { useEffect, useState } from "react";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { useVisible } from "../../ui/use-visible.ts";
import { isStillMoving, isWorthPolling } from "./still-moving.ts";

/** Waits between two questions when the live line can't be had: 30 s in all; after that as long again and again. */
const waits = [2_000, 3_000, 5_000, 8_000, 12_000];
const longestWaitMs = 15_000;

/** How often a page in sight asks for news that may take days. */
const seldomNewsMs = 10_000;

/**
 * The order as it is now. Changes arrive over one open line; only if that can't be had is the server asked, ever more
 * seldom, and `givenUp` says that it may take longer than somebody looks at a page.
 *
 * A browser has six lines to the shop for all of its tabs. So this one is open only while something is still to come
 * and somebody looks; whoever comes back to the page gets the order afresh. What takes days, such as a parcel,
 * is asked for every few seconds as long as the page is in sight.
 */
export function useLiveOrder(first: OrderView): { order: OrderView; givenUp: boolean } {
  const { token } = first;
  const utils = trpc.useUtils();
  const { data: order = first } = trpc.orders.byToken.useQuery(
    { token },
    {
      initialData: first,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: "always",
      refetchOnReconnect: "always",
      refetchInterval: ({ state: { data } }) => (data && isWorthPolling(data) ? seldomNewsMs : false),
    },
  );
  const visible = useVisible();
  const line = trpc.orders.watch.useSubscription(
    { token },
    {
      enabled: visible && isStillMoving(order),
      onData: (event) => utils.orders.byToken.setData({ token }, event.data),
    },
  );
  const waiting = order.isProvisional && order.state === "processing";
  const connected = line.status === "pending";
  const [polls, setPolls] = useState(0);

  // What was ordered has left the cart; it comes back if the payment fails.
  useEffect(() => {
    if (!waiting) utils.cart.get.invalidate();
  }, [waiting, utils]);

  useEffect(() => {
    const wait = waits[polls] ?? longestWaitMs;
    if (!waiting || !visible || connected) return;
    const timer = setTimeout(async () => {
      await utils.orders.byToken.fetch({ token }, { staleTime: 0, retry: false }).catch(() => {});
      setPolls(polls + 1);
    }, wait);
    return () => clearTimeout(timer);
  }, [waiting, visible, connected, polls, token, utils]);

  return { order, givenUp: waiting && !connected && polls >= waits.length };
}
