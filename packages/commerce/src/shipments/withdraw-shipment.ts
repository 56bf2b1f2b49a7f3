import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import type { FulfilledOrder } from "../fulfilment/fulfilment-rows.ts";
import { recordWithdrawal } from "../fulfilment/record-shipment.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Takes back a shipment that has not left after all: its units are to be shipped again. If requested, a customer who was told of it
 * gets a mail. The caller holds the lock of the order's checkout, and the shipment is not delivered.
 */
export async function withdrawShipment(
  unit: UnitOfWork,
  order: FulfilledOrder,
  { shipmentId, tellCustomer }: { shipmentId: string; tellCustomer: boolean },
): Promise<void> {
  const shipment = order.shipments.find(({ id }) => id === shipmentId);
  if (shipment === undefined) return;
  if (tellCustomer) await queueShipmentMail(unit, { shipmentId, kind: "shipment_withdrawn" });
  await recordWithdrawal(unit, shipmentId);
  const { carrier, trackingNumber } = shipment;
  await recordOnTimeline(unit, order.id, {
    kind: "shipment_withdrawn",
    details: { carrier, trackingNumber },
  });
  await followFulfilment(unit, order.id);
}
