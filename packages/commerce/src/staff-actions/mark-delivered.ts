import { formatOrderNumber } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { deliverShipment } from "../shipments/deliver-shipment.ts";
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
    const delivered = await deliverShipment(unit, { shipmentId, tellCustomer });
    if (delivered === null) return;
    const { order, shipment } = delivered;
    const { carrier, trackingNumber } = shipment;
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
