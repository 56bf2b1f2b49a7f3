import { maxLineQuantity } from "@dualtrack/contract";
import type { ProductKind } from "@dualtrack/db";

interface StockedVariant {
  tracksStock: boolean;
  stock: { onHand: number; reserved: number } | null;
}

/** Units of a variant that are neither sold nor reserved; Infinity if stock does not limit it. */
export function freeUnits({ tracksStock, stock }: StockedVariant): number {
  if (!tracksStock) return Number.POSITIVE_INFINITY;
  return stock === null ? 0 : stock.onHand - stock.reserved;
}

/** The most units of one line. Files are bought once. */
export function mostUnits(kind: ProductKind): number {
  return kind === "digital" ? 1 : maxLineQuantity;
}
