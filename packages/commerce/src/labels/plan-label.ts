import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { assertShippable, type ShippedLines } from "../shipments/ship-goods.ts";
import { readParcels } from "../shipping/get-parcels.ts";
import { suggestBox, weightOf } from "../shipping/pack-parcel.ts";
import type { Shop } from "../shop.ts";
import { missingCustoms } from "./customs-items.ts";
import { packedUnits } from "./packed-units.ts";

/**
 * The boxes to choose from for these units, the one that suits them, what they weigh, and what customs ask that nobody has entered.
 * ORDER_CANNOT_MOVE, ORDER_LINE_NOT_FOUND, NOTHING_TO_SHIP, SHIP_TOO_MUCH.
 */
export async function planLabel(shop: Shop, { orderId, lines }: { orderId: string; lines: ShippedLines }) {
  const order = await getFulfilment(shop.db, orderId);
  assertShippable(order, lines);
  const { sender, boxes } = await readParcels(shop.db);
  const units = await packedUnits(shop.db, order, lines);
  return {
    hasSender: sender !== null,
    boxes: boxes.map(({ id, name, weightGrams, maxWeightGrams }) => ({
      id,
      name,
      weightGrams,
      maxWeightGrams,
    })),
    suggestedBoxId: suggestBox(boxes, units)?.id ?? null,
    goodsWeightGrams: weightOf(units),
    /** Units whose weight or size the catalog does not know. */
    unknownWeights: units.filter(({ weightGrams }) => weightGrams === null).length,
    unknownSizes: units.filter(({ sidesMm }) => sidesMm === null).length,
    missingCustoms:
      sender === null
        ? { origins: [], hsCodes: [] }
        : await missingCustoms(shop.db, order, { sender, lines }),
  };
}
