import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../server/trpc.ts";
import { slotPolling, useSlotStream } from "../../server/use-slot-stream.ts";
import { monthOf } from "../../ui/calendar-days.ts";

interface MoveSheet {
  token: string;
  bookingId: string;
  variantId: string;
  /** The first day of the month that is shown; undefined: from today on. */
  from: string | undefined;
}

/** The times to which a booking can be moved, asked for again when others book and give back. */
export function useLiveMoveSlots({ variantId, from, ...booking }: MoveSheet) {
  const utils = trpc.useUtils();
  const [isLive, setIsLive] = useState(false);
  const slots = trpc.bookings.slots.useQuery(
    { ...booking, ...(from !== undefined && { from }) },
    { ...slotPolling(isLive), placeholderData: keepPreviousData },
  );
  const isOpen = useSlotStream({
    ...{ variantId, month: monthOf(from ?? slots.data?.today ?? "") },
    // The stream has the times of whoever books anew: to whom has this booking, what it takes is free.
    onChanged: () => true,
    ask: () => void utils.bookings.slots.invalidate(booking),
  });
  if (isOpen !== isLive) setIsLive(isOpen);
  return slots;
}
