import type { Prisma, Tx } from "@dualtrack/db";
import { refuseTakenId } from "../request-id.ts";
import type { StaffUnit, UnitOfWork } from "../unit-of-work.ts";

interface TrackingColumns {
  carrier: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
}

interface NewShipment extends TrackingColumns {
  id: string;
  orderId: string;
  lines: Prisma.ShipmentLineCreateManyShipmentInput[];
}

/** Records that goods of an order have left together. REQUEST_ID_TAKEN when something else has this id. */
export async function recordShipment(
  { tx, now, by }: StaffUnit,
  { lines, ...shipment }: NewShipment,
): Promise<void> {
  const left = { ...shipment, shippedBy: by.name, shippedAt: now };
  await tx.shipment
    .create({ data: { ...left, lines: { createMany: { data: lines } } } })
    .catch(refuseTakenId);
}

/** Corrects how a shipment is tracked. */
export async function correctTracking(tx: Tx, shipmentId: string, tracking: TrackingColumns): Promise<void> {
  await tx.shipment.update({ where: { id: shipmentId }, data: tracking });
}

/** Records that a shipment has arrived. */
export async function recordDelivery({ tx, now }: UnitOfWork, shipmentId: string): Promise<void> {
  await tx.shipment.update({ where: { id: shipmentId }, data: { deliveredAt: now } });
}
