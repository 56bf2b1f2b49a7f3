import type { Sender } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { RegisteredParcel } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { addressOf } from "../orders/customer-details.ts";
import type { ShippedLines } from "../shipments/ship-goods.ts";
import { isOneCustomsArea } from "../shipping/is-one-customs-area.ts";
import type { Box } from "../shipping/pack-parcel.ts";
import { customsItems } from "./customs-items.ts";

/**
 * What the carrier service is told of a parcel. LABEL_NEEDS_ADDRESS when the order has no delivery address, as with pick-up;
 * LABEL_NEEDS_ORIGIN when customs ask where goods were made and the catalog does not say, as the sender signs the declaration.
 */
export async function labelParcel(
  tx: Tx,
  order: FulfilledOrder,
  parcel: { reference: string; lines: ShippedLines; sender: Sender; box: Box | null; weightGrams: number },
): Promise<RegisteredParcel> {
  const { sender, box, lines, weightGrams, reference } = parcel;
  const address = addressOf(order.shippingAddress);
  if (address === null || address.line1 === "") throw new DomainError("LABEL_NEEDS_ADDRESS", {});
  const { name, phone, email } = order;
  return {
    reference,
    from: { ...sender.address, name: sender.name, phone: sender.phone, email: sender.email },
    to: { ...address, name, phone, email },
    sizeMm: box === null ? null : [box.lengthMm, box.widthMm, box.heightMm],
    weightGrams,
    customs: isOneCustomsArea(sender.address.country, address.country)
      ? null
      : await customsItems(tx, order, { lines, weightGrams }),
  };
}
