import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lockShipment } from "../fulfilment/fulfilment-rows.ts";
import { recordDelivery } from "../fulfilment/record-shipment.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Records that a shipment has arrived, and completes the order when all shipments are delivered and nothing is left to ship.
 * Answers the order and the shipment as they were before; null, and changes nothing, if it was delivered already. SHIPMENT_NOT_FOUND.
 */
export async function deliverShipment(
  unit: UnitOfWork,
  { shipmentId, tellCustomer }: { shipmentId: string; tellCustomer: boolean },
) {
  const { order, shipment } = await lockShipment(unit.tx, shipmentId);
  if (shipment.deliveredAt !== null) return null;
  await recordDelivery(unit, shipmentId);
  const { carrier, trackingNumber } = shipment;
  await recordOnTimeline(unit, order.id, { kind: "delivered", details: { carrier, trackingNumber } });
  await followFulfilment(unit, order.id);
  if (tellCustomer) await queueShipmentMail(unit, { shipmentId, kind: "order_delivered" });
  return { order, shipment };
}
