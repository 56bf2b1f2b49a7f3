import { formatOrderNumber } from "@dualtrack/contract";
import { transact } from "@dualtrack/db";
import { type Actor, writeAudit } from "../audit/audit-log.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { lockShipment } from "../fulfilment/fulfilment-rows.ts";
import { queueParcelMail } from "../notifications/queue-parcel-mail.ts";
import { noteOnTimeline } from "../orders/move-order.ts";
import type { Shop } from "../shop.ts";

/**
 * Notes that a parcel has arrived. With the last one of an order of which nothing is left to ship, the order is
 * completed. Marking it twice is once. SHIPMENT_NOT_FOUND.
 */
export async function markDelivered(
  shop: Shop,
  { shipmentId, tellCustomer, by }: { shipmentId: string; tellCustomer: boolean; by: Actor },
): Promise<void> {
  const at = shop.clock.now();
  await transact(shop.db, async (tx) => {
    const { order, shipment } = await lockShipment(tx, shipmentId);
    if (shipment.deliveredAt !== null) return;
    await tx.shipment.update({ where: { id: shipmentId }, data: { deliveredAt: at } });
    const { carrier, trackingNumber } = shipment;
    const details = { carrier, trackingNumber };
    await noteOnTimeline(tx, order.id, { kind: "delivered", track: "staff", details, at });
    await followFulfilment(tx, order.id, { track: "staff", at });
    if (tellCustomer) await queueParcelMail(shop, tx, { shipmentId, kind: "order_delivered" });
    const after = await tx.order.findUniqueOrThrow({
      where: { id: order.id },
      select: { state: true, fulfilmentState: true },
    });
    await writeAudit(tx, {
      by,
      action: "order.deliver",
      subject: formatOrderNumber(order.number),
      before: { state: order.state, fulfilmentState: order.fulfilmentState },
      after: { ...after, carrier, trackingNumber, customerTold: tellCustomer && order.email !== null },
      at,
    });
  });
}
