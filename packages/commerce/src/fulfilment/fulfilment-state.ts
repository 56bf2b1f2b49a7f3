import type { FulfilmentState } from "@dualtrack/contract";

/** How far one line has come on its way to the customer, in the way of its kind. */
export interface LineProgress {
  /** The shop has something left to do for it. */
  isOpen: boolean;
  /** Some of it has left the shop. */
  hasLeft: boolean;
  /** All that has left is with the customer. */
  hasArrived: boolean;
}

/**
 * How far an order has come: `delivered` when every line is done in its own way, and not all were given back before. What has
 * left has left, whatever is refunded afterwards; a refund of what has not left completes the rest, and nothing is to be
 * sent when nothing is left of it.
 */
export function fulfilmentStateOf(lines: readonly LineProgress[]): FulfilmentState {
  const isOpen = lines.some((line) => line.isOpen);
  if (!lines.some(({ hasLeft }) => hasLeft)) return isOpen ? "unfulfilled" : "not_required";
  if (isOpen) return "partly_shipped";
  return lines.every(({ hasArrived }) => hasArrived) ? "delivered" : "shipped";
}
