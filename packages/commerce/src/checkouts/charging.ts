import { isShipped } from "@dualtrack/contract";
import type { CaptureMethod, ProductKind } from "@dualtrack/db";

interface Charged {
  kind: ProductKind;
  capturesOnShipment: boolean;
}

/**
 * Goods with anything that is charged when it ships are authorized as a whole, unless some of it is not shipped: that is delivered
 * at once, so all is charged at once.
 */
export function captureMethodOf(products: readonly Charged[]): CaptureMethod {
  const waits = products.some(({ capturesOnShipment }) => capturesOnShipment);
  return waits && products.every(({ kind }) => isShipped(kind)) ? "manual" : "automatic";
}

/** Whether something is charged at once that is charged when it ships if it is bought alone. */
export function isChargedEarly(products: readonly Charged[]): boolean {
  return (
    products.some(({ capturesOnShipment }) => capturesOnShipment) && captureMethodOf(products) === "automatic"
  );
}
