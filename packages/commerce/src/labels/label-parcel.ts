import type { Sender } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { CustomsItem, RegisteredParcel } from "../carrier-api.ts";
import { DomainError } from "../domain-error.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { lineTitle } from "../line-title.ts";
import { addressOf } from "../orders/customer-details.ts";
import type { ShippedLines } from "../shipments/ship-goods.ts";
import { isOneCustomsArea } from "../shipping/is-one-customs-area.ts";
import { type Box, type PackedUnit, weightOf } from "../shipping/pack-parcel.ts";

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

/** What the carrier service is told of a parcel. LABEL_NEEDS_ADDRESS when the order has no delivery address, as with pick-up. */
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

/** Each line with its share of what was paid. A unit of unknown weight is declared with an equal share of the parcel. */
async function customsItems(
  tx: Tx,
  order: FulfilledOrder,
  { lines, weightGrams }: { lines: ShippedLines; weightGrams: number },
): Promise<CustomsItem[]> {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const share = Math.max(1, Math.floor(weightGrams / pieces));
  const items = lines.map(async (shipped): Promise<CustomsItem[]> => {
    const line = order.lines.find(({ id }) => id === shipped.orderLineId);
    if (line === undefined) return [];
    const units = await packedUnits(tx, order, [shipped]);
    const known = units.every((unit) => unit.weightGrams !== null);
    return [
      {
        description: lineTitle(line.productTitle, line.variantTitle),
        quantity: shipped.quantity,
        weightGrams: known ? weightOf(units) : share * shipped.quantity,
        amount: Math.round((line.totalAmount * shipped.quantity) / line.quantity),
        currency: order.currency,
      },
    ];
  });
  return (await Promise.all(items)).flat();
}
