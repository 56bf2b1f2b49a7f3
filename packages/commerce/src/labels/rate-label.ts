import { CarrierError } from "../carrier/carrier-error.ts";
import type { CarrierShipment } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import { getFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { assertShippable, type ShippedLines } from "../shipments/ship-goods.ts";
import { readParcels } from "../shipping/get-parcels.ts";
import type { Shop } from "../shop.ts";
import { carrierOf, personTimeout } from "./carrier-of.ts";
import { labelParcel } from "./label-parcel.ts";
import { findLabel } from "./label-rows.ts";

interface RateLabel {
  orderId: string;
  /** Made once per question. It becomes the label's id. */
  requestId: string;
  lines: ShippedLines;
  boxId: string | null;
  weightGrams: number;
}

/**
 * Asks carriers what they want for a parcel with these units, and stores their answers for the purchase. Nothing is bought, so a
 * question without an answer leaves nothing behind that costs.
 * ORDER_CANNOT_MOVE, ORDER_LINE_NOT_FOUND, NOTHING_TO_SHIP, SHIP_TOO_MUCH, LABELS_NOT_SET_UP, LABEL_NEEDS_ADDRESS, LABEL_NEEDS_ORIGIN,
 * BOX_NOT_FOUND, LABEL_TOO_HEAVY, LABEL_REFUSED, CARRIER_UNAVAILABLE.
 */
export async function rateLabel(shop: Shop, request: RateLabel) {
  const { orderId, requestId: id, lines, boxId, weightGrams } = request;
  const carrier = carrierOf(shop);
  const known = await findLabel(shop.db, id);
  if (known !== null) return { labelId: id, rates: known.rates, messages: known.messages };

  const order = await getFulfilment(shop.db, orderId);
  assertShippable(order, lines);
  const { sender, boxes } = await readParcels(shop.db);
  if (sender === null) throw new DomainError("LABELS_NOT_SET_UP", { missing: "sender" });
  const box = boxes.find((candidate) => candidate.id === boxId) ?? null;
  if (box === null && boxId !== null) throw new DomainError("BOX_NOT_FOUND", {});
  if (box !== null && weightGrams > box.maxWeightGrams)
    throw new DomainError("LABEL_TOO_HEAVY", { box: box.name, maxGrams: box.maxWeightGrams });
  const parcel = await labelParcel(shop.db, order, { reference: id, lines, sender, box, weightGrams });
  const registered = await carrier.register(parcel, personTimeout).catch(explainFailure);
  await insertLabel(shop, request, { boxName: box?.name ?? null, registered });
  return { labelId: id, rates: registered.rates, messages: registered.messages };
}

async function insertLabel(
  shop: Shop,
  { requestId: id, orderId, lines, weightGrams }: RateLabel,
  { boxName, registered }: { boxName: string | null; registered: CarrierShipment },
): Promise<void> {
  await shop.db.shippingLabel.createMany({
    data: {
      id,
      orderId,
      carrierShipmentId: registered.id,
      lines: [...lines],
      boxName,
      weightGrams,
      rates: registered.rates.map((rate) => ({ ...rate })),
      messages: registered.messages,
      ratedAt: shop.clock.now(),
    },
    skipDuplicates: true,
  });
}

function explainFailure(error: unknown): never {
  if (!(error instanceof CarrierError)) throw error;
  if (error.isRefusal) throw new DomainError("LABEL_REFUSED", { problem: error.problem, said: error.said });
  throw new DomainError("CARRIER_UNAVAILABLE", { problem: error.problem });
}
