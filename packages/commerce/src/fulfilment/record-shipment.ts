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

/** Records a shipment with its lines. REQUEST_ID_TAKEN when its id exists already. */
export async function recordShipment(
  { tx, now, by }: StaffUnit,
  { lines, ...shipment }: NewShipment,
): Promise<void> {
  const shipped = { ...shipment, shippedBy: by.name, shippedAt: now };
  await tx.shipment
    .create({ data: { ...shipped, lines: { createMany: { data: lines } } } })
    .catch(refuseTakenId);
}

/** Corrects the tracking of a shipment. */
export async function correctTracking(tx: Tx, shipmentId: string, tracking: TrackingColumns): Promise<void> {
  await tx.shipment.update({ where: { id: shipmentId }, data: tracking });
}

/** Records that a shipment has not left after all. */
export async function recordWithdrawal({ tx, now }: UnitOfWork, shipmentId: string): Promise<void> {
  await tx.shipment.update({ where: { id: shipmentId }, data: { withdrawnAt: now } });
}

/** Records the delivery of a shipment. */
export async function recordDelivery({ tx, now }: UnitOfWork, shipmentId: string): Promise<void> {
  await tx.shipment.update({ where: { id: shipmentId }, data: { deliveredAt: now } });
}
