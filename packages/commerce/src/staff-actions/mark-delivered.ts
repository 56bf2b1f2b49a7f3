import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lockShipment } from "../fulfilment/fulfilment-rows.ts";
import { recordDelivery } from "../fulfilment/record-shipment.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

/**
 * Marks a shipment as delivered. The order is completed when all shipments are delivered and nothing is left to ship. A
 * repeated call changes nothing. SHIPMENT_NOT_FOUND.
 */
export async function markDelivered(
  shop: Shop,
  { shipmentId, tellCustomer, by }: { shipmentId: string; tellCustomer: boolean; by: Actor },
): Promise<void> {
  await transactFor(shop, by, async (unit) => {
    const { tx } = unit;
    const { order, shipment } = await lockShipment(tx, shipmentId);
    if (shipment.deliveredAt !== null) return;
    await recordDelivery(unit, shipmentId);
    const { carrier, trackingNumber } = shipment;
    const details = { carrier, trackingNumber };
    await recordOnTimeline(unit, order.id, { kind: "delivered", details });
    await followFulfilment(unit, order.id);
    if (tellCustomer) await queueShipmentMail(unit, { shipmentId, kind: "order_delivered" });
    const after = await tx.order.findUniqueOrThrow({
      where: { id: order.id },
      select: { state: true, fulfilmentState: true },
    });
    await writeAudit(unit, {
      action: "order.deliver",
      subject: formatOrderNumber(order.number),
      before: { state: order.state, fulfilmentState: order.fulfilmentState },
      after: { ...after, carrier, trackingNumber, customerTold: tellCustomer && order.email !== null },
    });
  });
}
