import type { LineProgress } from "./fulfilment-state.ts";

/** The units of one line by what happened to them. */
export interface LineQuantities {
  bought: number;
  /** Refunded, back in stock, or of an order that has ended: not to be shipped, unless they have shipped before. */
  withdrawn: number;
  shipped: number;
  delivered: number;
}

/** Units that are still to be shipped. Withdrawn units count first against those that have not shipped. */
export function openQuantity({ bought, withdrawn, shipped }: LineQuantities): number {
  return Math.max(0, bought - withdrawn - shipped);
}

/** The delivery progress of a shipped kind, from its quantities. */
export function shippedProgress(line: LineQuantities): LineProgress {
  return {
    isOpen: openQuantity(line) > 0,
    hasLeft: line.shipped > 0,
    hasArrived: line.delivered === line.shipped,
  };
}

/** The delivery progress of files, which can be downloaded from the order's confirmation on. */
export function downloadProgress(
  line: LineQuantities,
  { isConfirmed }: { isConfirmed: boolean },
): LineProgress {
  const isOpen = !isConfirmed && line.bought > line.withdrawn;
  return { isOpen, hasLeft: isConfirmed, hasArrived: !isOpen };
}

/** The progress of what was booked: it is open until it has taken place, was given up or cancelled. */
export function bookingProgress(
  line: LineQuantities,
  { tookPlace, isCancelled }: { tookPlace: boolean; isCancelled: boolean },
): LineProgress {
  const isOpen = !tookPlace && !isCancelled && line.bought > line.withdrawn;
  return { isOpen, hasLeft: tookPlace, hasArrived: !isOpen };
}
