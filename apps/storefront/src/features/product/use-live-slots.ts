import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type SlotsView, trpc } from "../../server/trpc.ts";
import { monthOf } from "../../ui/calendar-days.ts";
import { useVisible } from "../../ui/use-visible.ts";

/** How often the times are asked for without a stream. */
const pollMs = 10_000;
/** The same while the stream tells of changes: hours and rules change without it. */
const slowPollMs = 60_000;
/** All who look at a service ask within so many ms, and not at once, when the shop has started again. */
const spreadMs = 3_000;

interface Sheet {
  variantId: string;
  quantity: number;
  /** The first day of the month that is shown; left out: from today on. */
  from?: string;
}

/**
 * The times of a service. What others book and give back comes over an event stream, which is open only while the page is visible, as
 * a browser has six connections to the shop for all of its tabs. Without the stream the times are asked for more often.
 */
export function useLiveSlots(sheet: Sheet) {
  const { variantId, quantity } = sheet;
  const utils = trpc.useUtils();
  const visible = useVisible();
  const [isLive, setIsLive] = useState(false);
  const slots = trpc.catalog.slots.useQuery(sheet, {
    refetchInterval: isLive ? slowPollMs : pollMs,
    refetchOnWindowFocus: "always",
    placeholderData: keepPreviousData,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const askSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => void utils.catalog.slots.invalidate({ variantId }),
      Math.random() * spreadMs,
    );
  };

  const month = monthOf(sheet.from ?? slots.data?.today ?? "");
  const stream = trpc.catalog.watchSlots.useSubscription(
    { variantId, month },
    {
      enabled: visible && month !== "",
      onData({ changed }) {
        const shown = utils.catalog.slots.getData(sheet);
        if (changed === null || shown === undefined) return askSoon();
        const after = { ...shown, slots: changedSlots(shown.slots, { changed, quantity }) };
        utils.catalog.slots.setData(sheet, after);
        // Only the shop knows which time is the next one then.
        if (!after.slots.some(({ isFree, day }) => isFree && monthOf(day) === month)) askSoon();
      },
    },
  );
  const isConnected = stream.status === "pending";
  if (isConnected !== isLive) setIsLive(isConnected);
  return slots;
}

type Slot = SlotsView["slots"][number];

/** The slots with the places that are free now. */
function changedSlots(
  slots: readonly Slot[],
  { changed, quantity }: { changed: readonly { startsAt: string; free: number }[]; quantity: number },
): Slot[] {
  const freeAt = new Map(changed.map(({ startsAt, free }) => [startsAt, free]));
  return slots.map((slot) => {
    const free = freeAt.get(slot.startsAt) ?? slot.free;
    return { ...slot, free, isFree: free >= quantity };
  });
}
