import { useEffect, useRef } from "react";
import { useVisible } from "../ui/use-visible.ts";
import { useOnlyStream } from "./only-stream.ts";
import { trpc } from "./trpc.ts";
import { useReopened } from "./use-reopened.ts";

/** How often the times are asked for without a stream. */
const pollMs = 10_000;
/** The same while the stream tells of changes: hours and rules change without it. */
const slowPollMs = 60_000;
/** All who look at a service ask within so many ms, and not at once, when the shop has started again. */
const spreadMs = 3_000;

/** How often a sheet of times is to be asked for, as its stream is open or not. */
export function slotPolling(isLive: boolean) {
  return { refetchInterval: isLive ? slowPollMs : pollMs, refetchOnWindowFocus: "always" } as const;
}

interface SlotStream {
  variantId: string;
  /** Empty: it is not known yet. */
  month: string;
  /** Takes over the free places of these starts; answers whether the times have to be asked for all the same. */
  onChanged(changed: readonly { startsAt: string; free: number }[]): boolean;
  ask(): void;
}

/**
 * What others book and give back of a variant's month comes over an event stream, while the page is visible. Answers whether it is
 * open: without it the times are to be asked for more often.
 */
export function useSlotStream({ variantId, month, onChanged, ask }: SlotStream): boolean {
  const visible = useVisible();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const isWanted = visible && month !== "";
  const enabled = useOnlyStream(isWanted) && isWanted;
  const stream = trpc.catalog.watchSlots.useSubscription(
    { variantId, month },
    {
      enabled,
      onData({ changed }) {
        if (changed !== null && !onChanged(changed)) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(ask, Math.random() * spreadMs);
      },
    },
  );
  return useReopened(stream, { isWanted: enabled });
}
