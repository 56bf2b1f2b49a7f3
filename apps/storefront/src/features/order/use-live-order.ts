import { useEffect, useState } from "react";
import { useOnlyStream } from "../../server/only-stream.ts";
import { type OrderView, trpc } from "../../server/trpc.ts";
import { useReopened } from "../../server/use-reopened.ts";
import { useVisible } from "../../ui/use-visible.ts";
import { changesSoon, isWorthPolling } from "./changes-soon.ts";

/** Waits between two attempts when the event stream fails: 30 s in all; after that, the last one again and again. */
const waits = [2_000, 3_000, 5_000, 8_000, 12_000];
const longestWaitMs = 15_000;

/** How often a visible page asks for changes that may take days. */
const slowPollMs = 10_000;

/**
 * The order as it is now. Changes arrive over an event stream; if that fails, the page asks with growing waits, and
 * `givenUp` says that it may take longer than a customer waits.
 *
 * A browser has six connections to the shop for all of its tabs. So the stream is open only while something is about to
 * change and the page is visible; when the page is shown again, the order is read anew. What takes days, such as a
 * parcel, is asked for every few seconds as long as the page is visible; so is what changes soon while there is no stream.
 */
export function useLiveOrder(first: OrderView): { order: OrderView; givenUp: boolean } {
  const { token } = first;
  const utils = trpc.useUtils();
  const [connected, setConnected] = useState(false);
  const { data: order = first } = trpc.orders.byToken.useQuery(
    { token },
    {
      initialData: first,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: "always",
      refetchOnReconnect: "always",
      refetchInterval: ({ state: { data } }) =>
        data && !isWaiting(data) && (isWorthPolling(data) || (changesSoon(data) && !connected))
          ? slowPollMs
          : false,
    },
  );
  const visible = useVisible();
  const isWanted = visible && changesSoon(order);
  const enabled = useOnlyStream(isWanted) && isWanted;
  const stream = trpc.orders.watch.useSubscription(
    { token },
    { enabled, onData: (event) => utils.orders.byToken.setData({ token }, event.data) },
  );
  const isOpen = useReopened(stream, { isWanted: enabled });
  if (isOpen !== connected) setConnected(isOpen);
  const waiting = isWaiting(order);
  const [polls, setPolls] = useState(0);

  // The ordered goods have left the cart; they come back if the payment fails.
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

/** Whether its payment is about to be confirmed: then a page without a stream asks with growing waits instead. */
function isWaiting({ isProvisional, state }: OrderView): boolean {
  return isProvisional && state === "processing";
}
