import type { ShippingMethodRow } from "@dualtrack/db";
import type { GoodsMeasures } from "./measure-goods.ts";

export type ShippingRate = Pick<ShippingMethodRow, "basis" | "freeFromAmount" | "bands">;

/**
 * What a rate asks for these goods, in minor units: the amount of the band that contains them, or 0 from the free subtotal on.
 * Null: no band contains them, so the method is not offered; a free subtotal does not change that.
 */
export function rateAmount(
  { basis, freeFromAmount, bands }: ShippingRate,
  goods: GoodsMeasures,
): number | null {
  const value = basis === "flat" ? 0 : goods[basis];
  const band = bands.find(({ from, to }) => from <= value && (to === null || value < to));
  if (band === undefined) return null;
  return freeFromAmount !== null && goods.subtotal >= freeFromAmount ? 0 : band.amount;
}
