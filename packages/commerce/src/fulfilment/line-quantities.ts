import type { LineProgress } from "./fulfilment-state.ts";

/** Where the pieces of one line are. */
export interface LineQuantities {
  bought: number;
  /** Given back, put back on the shelf, or of an order that is over: they won't be sent, unless they had left before. */
  withdrawn: number;
  shipped: number;
  delivered: number;
}

/** How many of a line that is shipped are still to be. What was given back counts first against what has not left yet. */
export function openQuantity({ bought, withdrawn, shipped }: LineQuantities): number {
  return Math.max(0, bought - withdrawn - shipped);
}

/** How far a line that is shipped has come, from its quantities alone. */
export function shippedProgress(line: LineQuantities): LineProgress {
  return {
    isOpen: openQuantity(line) > 0,
    hasLeft: line.shipped > 0,
    hasArrived: line.delivered === line.shipped,
  };
}
