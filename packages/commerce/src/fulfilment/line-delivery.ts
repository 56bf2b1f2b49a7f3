import type { ProductKind } from "@dualtrack/db";
import type { LineProgress } from "./fulfilment-state.ts";
import {
  bookingProgress,
  downloadProgress,
  type LineQuantities,
  openQuantity,
  shippedProgress,
} from "./line-quantities.ts";

/** How a kind of line is delivered. */
interface LineDelivery {
  /** Whether it is delivered without anybody's work: by the order's confirmation, or by taking place. */
  isAutomatic: boolean;
  /** Units that are still to be shipped; always 0 for kinds that are not shipped. */
  toShip(quantities: LineQuantities): number;
  progressOf(quantities: LineQuantities, order: LineFacts): LineProgress;
}

interface LineFacts {
  /** Whether the line's order was confirmed, and has not been cancelled since. */
  isConfirmed: boolean;
  /** Whether what was booked has taken place, in an order that was not cancelled. */
  tookPlace: boolean;
  /** Whether what was booked is not booked any more. Money may have been kept. */
  isCancelled: boolean;
}

/** The delivery of lines by product kind. */
export const lineDelivery: Readonly<Record<ProductKind, LineDelivery>> = {
  physical: { isAutomatic: false, toShip: openQuantity, progressOf: shippedProgress },
  digital: { isAutomatic: true, toShip: () => 0, progressOf: downloadProgress },
  service: { isAutomatic: true, toShip: () => 0, progressOf: bookingProgress },
};
