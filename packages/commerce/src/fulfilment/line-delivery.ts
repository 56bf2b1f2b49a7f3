import type { ProductKind } from "@dualtrack/db";
import type { LineProgress } from "./fulfilment-state.ts";
import { type LineQuantities, openQuantity, shippedProgress } from "./line-quantities.ts";

/** How a line gets to its customer. */
interface LineDelivery {
  /** How many units are still to go into a shipment; always 0 of what is not shipped. */
  toShip(quantities: LineQuantities): number;
  progressOf(quantities: LineQuantities): LineProgress;
}

/** How lines are delivered, by kind. */
export const lineDelivery: Readonly<Record<ProductKind, LineDelivery>> = {
  physical: { toShip: openQuantity, progressOf: shippedProgress },
};
