import type { ProductKind } from "@dualtrack/db";
import type { LineProgress } from "./fulfilment-state.ts";
import { type LineQuantities, openQuantity, shippedProgress } from "./line-quantities.ts";

/** How a kind of line is delivered. */
interface LineDelivery {
  /** Units that are still to be shipped; always 0 for kinds that are not shipped. */
  toShip(quantities: LineQuantities): number;
  progressOf(quantities: LineQuantities): LineProgress;
}

/** The delivery of lines by product kind. */
export const lineDelivery: Readonly<Record<ProductKind, LineDelivery>> = {
  physical: { toShip: openQuantity, progressOf: shippedProgress },
};
