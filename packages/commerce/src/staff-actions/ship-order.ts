import { type PaymentRisk, type Tracking, trackingLink } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import { lockFulfilment } from "../fulfilment/fulfilment-rows.ts";
import { assertSafe, assertShippable, shipGoods } from "../shipments/ship-goods.ts";
import type { Shop } from "../shop.ts";
import { transactFor } from "../unit-of-work.ts";

interface ShipOrder extends Tracking {
  orderId: string;
  /** Made once per dialog. It becomes the shipment's id, so that a repeated request makes one shipment. */
  requestId: string;
  /** The shipped units; no line twice. */
  lines: { orderLineId: string; quantity: number }[];
  tellCustomer: boolean;
  /** The risks that the clerk has confirmed. */
  despite?: PaymentRisk[];
  by: Actor;
}

/**
 * Records a shipment with these goods: the customer's page shows it at once, and a mail is sent if requested. Cancelling and
 * refunding take the same lock, so that cancelled or refunded goods are not shipped.
 * ORDER_NOT_FOUND, ORDER_LINE_NOT_FOUND, ORDER_CANNOT_MOVE when it is not paid or was cancelled, NOTHING_TO_SHIP,
 * SHIP_TOO_MUCH, REQUEST_ID_TAKEN. ORDER_IN_REVIEW while its payment is under review; ORDER_AT_RISK when the payment has risks
 * that the clerk has not confirmed.
 */
export async function shipOrder(shop: Shop, request: ShipOrder): Promise<{ shipmentId: string }> {
  const { orderId, requestId, lines, carrier, trackingNumber, tellCustomer, despite = [], by } = request;
  return transactFor(shop, by, async (unit) => {
    const order = await lockFulfilment(unit.tx, orderId);
    if (order.shipments.some(({ id }) => id === requestId)) return { shipmentId: requestId };
    assertShippable(order, lines);
    const risks = await assertSafe(unit.tx, order, despite);
    const tracking = { carrier, trackingNumber, trackingUrl: trackingLink(request) };
    const shipment = { shipmentId: requestId, lines, ...tracking, tellCustomer, risks };
    await shipGoods(unit, order, { ...shipment, action: "order.ship" });
    return { shipmentId: requestId };
  });
}
