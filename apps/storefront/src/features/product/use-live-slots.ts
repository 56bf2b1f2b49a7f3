import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { type SlotsView, trpc } from "../../server/trpc.ts";
import { slotPolling, useSlotStream } from "../../server/use-slot-stream.ts";
import { monthOf } from "../../ui/calendar-days.ts";

interface Sheet {
  variantId: string;
  quantity: number;
  /** The first day of the month that is shown; left out: from today on. */
  from?: string;
}

/** The times of a service, with what others book and give back while somebody looks at them. */
export function useLiveSlots(sheet: Sheet) {
  const { variantId, quantity } = sheet;
  const utils = trpc.useUtils();
  const [isLive, setIsLive] = useState(false);
  const slots = trpc.catalog.slots.useQuery(sheet, {
    ...slotPolling(isLive),
    placeholderData: keepPreviousData,
  });
  const month = monthOf(sheet.from ?? slots.data?.today ?? "");
  const isOpen = useSlotStream({
    ...{ variantId, month },
    onChanged(changed) {
      const shown = utils.catalog.slots.getData(sheet);
      if (shown === undefined) return true;
      const after = { ...shown, slots: changedSlots(shown.slots, { changed, quantity }) };
      utils.catalog.slots.setData(sheet, after);
      // Only the shop knows which time is the next one then.
      return !after.slots.some(({ isFree, day }) => isFree && monthOf(day) === month);
    },
    ask: () => void utils.catalog.slots.invalidate({ variantId }),
  });
  if (isOpen !== isLive) setIsLive(isOpen);
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
