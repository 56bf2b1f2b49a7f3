import { formatOrderNumber, type PaymentRisk, type Tracking, trackingLink } from "@dualtrack/contract";
import type { Tx } from "@dualtrack/db";
import type { Actor } from "../actor.ts";
import { writeAudit } from "../audit/audit-log.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { type FulfilledOrder, lockFulfilment, openQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { recordShipment } from "../fulfilment/record-shipment.ts";
import { lineTitle } from "../line-title.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { paymentRisksOf, withFailedRefund } from "../payment-state/payment-risks.ts";
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
    const { tx } = unit;
    const order = await lockFulfilment(tx, orderId);
    if (order.shipments.some(({ id }) => id === requestId)) return { shipmentId: requestId };
    assertShippable(order, lines);
    const risks = await assertSafe(tx, order, despite);

    const trackingUrl = trackingLink(request);
    await recordShipment(unit, { id: requestId, orderId, carrier, trackingNumber, trackingUrl, lines });
    const details = {
      carrier,
      trackingNumber,
      pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    };
    await recordOnTimeline(unit, orderId, { kind: "shipped", details });
    await followFulfilment(unit, orderId);
    if (tellCustomer) await queueShipmentMail(unit, { shipmentId: requestId, kind: "order_shipped" });
    const after = await tx.order.findUniqueOrThrow({
      where: { id: orderId },
      select: { fulfilmentState: true },
    });
    await writeAudit(unit, {
      action: "order.ship",
      subject: formatOrderNumber(order.number),
      before: { fulfilmentState: order.fulfilmentState },
      after: {
        ...after,
        carrier,
        trackingNumber,
        goods: lines.map(({ orderLineId, quantity }) => `${quantity} × ${titleOf(order, orderLineId)}`),
        customerTold: tellCustomer && order.email !== null,
        ...(risks.length === 0 ? {} : { despite: risks }),
      },
    });
    return { shipmentId: requestId };
  });
}

/** Asserts that the order is paid and not cancelled, and that its lines have these units left to ship. */
function assertShippable(order: FulfilledOrder, wanted: ShipOrder["lines"]): void {
  if (order.state !== "confirmed" && order.state !== "completed")
    throw new DomainError("ORDER_CANNOT_MOVE", { from: order.state, to: "shipped" });
  const open = new Map(order.lines.map((line) => [line.id, openQuantityOf(order, line)]));
  if (wanted.some(({ orderLineId }) => !open.has(orderLineId)))
    throw new DomainError("ORDER_LINE_NOT_FOUND", {});
  if ([...open.values()].every((quantity) => quantity === 0)) throw new DomainError("NOTHING_TO_SHIP", {});
  const tooMuch = wanted
    .map(({ orderLineId, quantity }) => ({
      title: titleOf(order, orderLineId),
      requested: quantity,
      open: open.get(orderLineId) ?? 0,
    }))
    .filter(({ requested, open }) => requested > open);
  if (tooMuch.length > 0) throw new DomainError("SHIP_TOO_MUCH", { lines: tooMuch });
}

/** Asserts that the clerk has confirmed all risks of the payment. Answers the risks. */
async function assertSafe(
  tx: Tx,
  order: FulfilledOrder,
  despite: readonly PaymentRisk[],
): Promise<PaymentRisk[]> {
  const risks = paymentRisksOf(order, await withFailedRefund(tx, [order.paymentIntentId]));
  if (risks.includes("review")) throw new DomainError("ORDER_IN_REVIEW", {});
  if (risks.some((risk) => !despite.includes(risk))) throw new DomainError("ORDER_AT_RISK", { risks });
  return risks;
}

function titleOf({ lines }: FulfilledOrder, orderLineId: string): string {
  const line = lines.find(({ id }) => id === orderLineId);
  return line === undefined ? "" : lineTitle(line.productTitle, line.variantTitle);
}
