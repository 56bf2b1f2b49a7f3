import type { FulfilmentState } from "@dualtrack/contract";

/** Where the pieces of one line are. */
export interface LineQuantities {
  bought: number;
  /** Given back, or put back on the shelf: they won't be sent, unless they had left before. */
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
 * afterwards; a refund of what has not left completes the rest.
 */
export function fulfilmentStateOf(lines: readonly LineQuantities[]): FulfilmentState {
  if (lines.every(({ shipped }) => shipped === 0)) return "unfulfilled";
  if (lines.some((line) => openQuantity(line) > 0)) return "partly_shipped";
  return lines.every(({ shipped, delivered }) => delivered === shipped) ? "delivered" : "shipped";
}
