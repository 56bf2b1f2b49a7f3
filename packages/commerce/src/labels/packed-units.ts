import type { Tx } from "@dualtrack/db";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import type { ShippedLines } from "../shipments/ship-goods.ts";
import type { PackedUnit } from "../shipping/pack-parcel.ts";

/** The units of these lines with their weights and sizes as the catalog has them now. */
export async function packedUnits(tx: Tx, order: FulfilledOrder, lines: ShippedLines): Promise<PackedUnit[]> {
  const variants = await tx.variant.findMany({
    where: { id: { in: order.lines.map(({ variantId }) => variantId) } },
    select: { id: true, weightGrams: true, lengthMm: true, widthMm: true, heightMm: true },
  });
  return lines.flatMap(({ orderLineId, quantity }) => {
    const variantId = order.lines.find(({ id }) => id === orderLineId)?.variantId;
    const variant = variants.find(({ id }) => id === variantId);
    if (variant === undefined) return [];
    const { weightGrams, lengthMm, widthMm, heightMm } = variant;
    const sidesMm =
      lengthMm === null || widthMm === null || heightMm === null
        ? null
        : ([lengthMm, widthMm, heightMm] as const);
    return Array.from({ length: quantity }, () => ({ weightGrams, sidesMm }));
  });
}
