import type { Tx } from "../connect.ts";

export interface ReserveLine {
  variantId: string;
  quantity: number;
}

export interface StockShortage {
  variantId: string;
  /** Units that are neither sold nor reserved. */
  free: number;
}

/**
 * Reserves all lines for the checkout, or nothing. Answers the lines that ask for more than is free; an empty answer means
 * that everything is reserved. `holds` false: answers the same, and reserves nothing.
 */
export async function reserveStock(
  tx: Tx,
  {
    checkoutId,
    lines,
    now,
    holds,
  }: { checkoutId: string; lines: readonly ReserveLine[]; now: Date; holds: boolean },
): Promise<StockShortage[]> {
  const wanted = JSON.stringify(lines.map(({ variantId, quantity }) => ({ variantId, quantity })));
  return tx.$queryRaw<StockShortage[]>`
    select short_variant_id as "variantId", free
    from reserve_stock(${checkoutId}::uuid, ${wanted}::jsonb, ${now}, ${holds})`;
}
