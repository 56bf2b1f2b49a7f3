import type { FulfilmentState } from "@dualtrack/contract";

/** Where the pieces of one line are. */
export interface LineQuantities {
  bought: number;
  /** Given back, put back on the shelf, or of an order that is over: they won't be sent, unless they had left before. */
  withdrawn: number;
  shipped: number;
  delivered: number;
}

/** How many of a line are still to be shipped. What was given back counts first against what has not left yet. */
export function openQuantity({ bought, withdrawn, shipped }: LineQuantities): number {
  return Math.max(0, bought - withdrawn - shipped);
}

/**
 * How far an order has come, from its quantities alone. What was shipped stays shipped, whatever is refunded
 * afterwards; a refund of what has not left completes the rest, and nothing is to be sent when nothing is left of it.
 */
export function fulfilmentStateOf(lines: readonly LineQuantities[]): FulfilmentState {
  const isOpen = lines.some((line) => openQuantity(line) > 0);
  if (lines.every(({ shipped }) => shipped === 0)) return isOpen ? "unfulfilled" : "not_required";
  if (isOpen) return "partly_shipped";
  return lines.every(({ shipped, delivered }) => delivered === shipped) ? "delivered" : "shipped";
}
