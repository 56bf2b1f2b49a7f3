import type { FulfilmentState } from "@dualtrack/contract";

/** The delivery progress of one line. */
export interface LineProgress {
  /** Whether units are still to be shipped. */
  isOpen: boolean;
  /** Whether any units have shipped. */
  hasLeft: boolean;
  /** Whether all shipped units are delivered. */
  hasArrived: boolean;
}

/**
 * The fulfilment state of an order: `delivered` when every line is done and something was shipped. Refunds do not change
 * what has shipped; a refund of the other units completes the order, or makes it `not_required` if nothing has shipped.
 */
export function fulfilmentStateOf(lines: readonly LineProgress[]): FulfilmentState {
  const isOpen = lines.some((line) => line.isOpen);
  if (!lines.some(({ hasLeft }) => hasLeft)) return isOpen ? "unfulfilled" : "not_required";
  if (isOpen) return "partly_shipped";
  return lines.every(({ hasArrived }) => hasArrived) ? "delivered" : "shipped";
}
