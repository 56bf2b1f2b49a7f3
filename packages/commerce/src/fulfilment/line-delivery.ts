import type { ProductKind } from "@dualtrack/db";
import type { LineProgress } from "./fulfilment-state.ts";
import { downloadProgress, type LineQuantities, openQuantity, shippedProgress } from "./line-quantities.ts";

/** How a kind of line is delivered. */
interface LineDelivery {
  /** Whether the order's confirmation delivers it, without anybody's work. */
  isAutomatic: boolean;
  /** Units that are still to be shipped; always 0 for kinds that are not shipped. */
  toShip(quantities: LineQuantities): number;
  /** `isConfirmed`: whether the line's order was ever confirmed. */
  progressOf(quantities: LineQuantities, order: { isConfirmed: boolean }): LineProgress;
}

/** The delivery of lines by product kind. */
export const lineDelivery: Readonly<Record<ProductKind, LineDelivery>> = {
  physical: { isAutomatic: false, toShip: openQuantity, progressOf: shippedProgress },
  digital: { isAutomatic: true, toShip: () => 0, progressOf: downloadProgress },
};
