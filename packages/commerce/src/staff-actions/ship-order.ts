import { type PaymentRisk, type ShipmentRest, type Tracking, trackingLink } from "@dualtrack/contract";
import type { Actor } from "../actor.ts";
import {
  type FulfilledOrder,
  getFulfilment,
  lockFulfilment,
  openQuantityOf,
} from "../fulfilment/fulfilment-rows.ts";
import { cancelUncaptured } from "../refunds/cancel-uncaptured.ts";
import { assertSafe, assertShippable, shipGoods } from "../shipments/ship-goods.ts";
import type { Shop } from "../shop.ts";
import { type StaffUnit, transactFor } from "../unit-of-work.ts";

interface ShipOrder extends Tracking {
  orderId: string;
  /** Made once per dialog. It becomes the shipment's id, so that a repeated request makes one shipment. */
  requestId: string;
  /** The shipped units; no line twice. */
  lines: { orderLineId: string; quantity: number }[];
  tellCustomer: boolean;
  /**
   * What becomes of units that do not ship with it, while nothing is charged yet: `charge` has all of them charged now, and they ship
   * later; `cancel` and `cancel_and_restock` cancel them.
   */
  rest?: ShipmentRest;
  /** The risks that the clerk has confirmed. */
  despite?: PaymentRisk[];
  by: Actor;
}

/**
 * Records a shipment with these goods: the customer's page shows it at once, and a mail is sent if requested. Cancelling and
 * refunding take the same lock, so that cancelled or refunded goods are not shipped.
 * ORDER_NOT_FOUND, ORDER_LINE_NOT_FOUND, ORDER_CANNOT_MOVE when it is not paid or was cancelled, NOTHING_TO_SHIP,
 * SHIP_TOO_MUCH, REQUEST_ID_TAKEN. ORDER_IN_REVIEW while its payment is under review; ORDER_AT_RISK when the payment has risks
 * that the clerk has not confirmed. If the rest is to be cancelled: what `cancelUncaptured` refuses.
 */
export async function shipOrder(shop: Shop, request: ShipOrder): Promise<{ shipmentId: string }> {
  const { orderId, requestId, lines, carrier, trackingNumber, tellCustomer, by } = request;
  const { rest = "charge", despite = [] } = request;
  return transactFor(shop, by, async (unit) => {
    const found = await lockFulfilment(unit.tx, orderId);
    if (found.shipments.some(({ id }) => id === requestId)) return { shipmentId: requestId };
    assertShippable(found, lines);
    const risks = await assertSafe(unit.tx, found, despite);
    const cancelled = rest === "charge" ? null : await cancelRest(unit, found, { lines, rest });
    const order = cancelled === null ? found : await getFulfilment(unit.tx, orderId);
    const facts = cancelled === null ? {} : { cancelled };
    const tracking = { carrier, trackingNumber, trackingUrl: trackingLink(request) };
    const shipment = { shipmentId: requestId, lines, ...tracking, tellCustomer, risks };
    await shipGoods(unit, order, { ...shipment, action: "order.ship", facts });
    return { shipmentId: requestId };
  });
}

/** Cancels what is left to ship without these lines, and answers what the audit log says of it; null if that is nothing. */
async function cancelRest(
  unit: StaffUnit,
  order: FulfilledOrder,
  { lines, rest }: { lines: ShipOrder["lines"]; rest: Exclude<ShipmentRest, "charge"> },
) {
  const shippedOf = (lineId: string) =>
    lines.find(({ orderLineId }) => orderLineId === lineId)?.quantity ?? 0;
  const cancelled = order.lines
    .map((line) => ({
      orderLineId: line.id,
      quantity: openQuantityOf(order, line) - shippedOf(line.id),
      restock: rest === "cancel_and_restock",
    }))
    .filter(({ quantity }) => quantity > 0);
  if (cancelled.length === 0) return null;
  const { before, left, goods } = await cancelUncaptured(unit, order, { lines: cancelled, note: "" });
  const { currency } = order;
  return { goods, toCharge: { amount: left, currency }, before: { amount: before, currency } };
}
