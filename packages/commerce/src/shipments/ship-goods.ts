import { formatOrderNumber, type PaymentRisk } from "@dualtrack/contract";
import type { Prisma, Tx } from "@dualtrack/db";
import { writeAudit } from "../audit/audit-log.ts";
import { requestCapture } from "../authorizations/request-capture.ts";
import { DomainError } from "../domain-error.ts";
import { followFulfilment } from "../fulfilment/follow-fulfilment.ts";
import { type FulfilledOrder, openQuantityOf } from "../fulfilment/fulfilment-rows.ts";
import { recordShipment } from "../fulfilment/record-shipment.ts";
import { lineTitle } from "../line-title.ts";
import { queueShipmentMail } from "../notifications/queue-shipment-mail.ts";
import { recordOnTimeline } from "../orders/move-order.ts";
import { paymentRisksOf, withFailedRefund } from "../payment-state/payment-risks.ts";
import type { StaffUnit } from "../unit-of-work.ts";

/** Units of an order; no line twice. */
export type ShippedLines = readonly { orderLineId: string; quantity: number }[];

interface ShipGoods {
  shipmentId: string;
  lines: ShippedLines;
  carrier: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
  tellCustomer: boolean;
  /** The risks that the clerk has confirmed. */
  risks: readonly PaymentRisk[];
  action: "order.ship" | "order.buy_label";
  /** What else the audit entry says. */
  facts?: Prisma.InputJsonObject;
}

/**
 * Records a shipment of goods that may be shipped (`assertShippable`, `assertSafe`): the customer's page shows it at once, and a mail
 * is sent if requested. What is only authorized is captured with the first of an order's shipments. The caller holds the lock of the order's checkout. REQUEST_ID_TAKEN.
 */
export async function shipGoods(
  unit: StaffUnit,
  order: FulfilledOrder,
  { shipmentId: id, lines, tellCustomer, risks, action, facts = {}, ...tracking }: ShipGoods,
): Promise<void> {
  const { tx } = unit;
  const { carrier, trackingNumber } = tracking;
  await recordShipment(unit, { id, orderId: order.id, ...tracking, lines: [...lines] });
  const details = { carrier, trackingNumber, pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0) };
  await recordOnTimeline(unit, order.id, { kind: "shipped", details });
  await followFulfilment(unit, order.id);
  const { paymentIntentId } = order;
  if (order.paymentState === "authorized" && paymentIntentId !== null)
    await requestCapture(unit, { paymentIntentId });
  if (tellCustomer) await queueShipmentMail(unit, { shipmentId: id, kind: "order_shipped" });
  const after = await tx.order.findUniqueOrThrow({
    where: { id: order.id },
    select: { fulfilmentState: true },
  });
  await writeAudit(unit, {
    action,
    subject: formatOrderNumber(order.number),
    before: { fulfilmentState: order.fulfilmentState },
    after: {
      ...after,
      carrier,
      trackingNumber,
      goods: goodsOf(order, lines),
      ...facts,
      customerTold: tellCustomer && order.email !== null,
      ...(risks.length === 0 ? {} : { despite: [...risks] }),
    },
  });
}

/**
 * Asserts that the order is paid and not cancelled, and that its lines have these units left to ship.
 * ORDER_CANNOT_MOVE, ORDER_LINE_NOT_FOUND, NOTHING_TO_SHIP, SHIP_TOO_MUCH.
 */
export function assertShippable(order: FulfilledOrder, wanted: ShippedLines): void {
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

/**
 * Asserts that the clerk has confirmed all risks of the payment. Answers the risks. ORDER_IN_REVIEW while the payment is under review,
 * ORDER_AT_RISK.
 */
export async function assertSafe(
  tx: Tx,
  order: FulfilledOrder,
  despite: readonly PaymentRisk[],
): Promise<PaymentRisk[]> {
  const risks = paymentRisksOf(order, await withFailedRefund(tx, [order.paymentIntentId]));
  if (risks.includes("review")) throw new DomainError("ORDER_IN_REVIEW", {});
  if (risks.some((risk) => !despite.includes(risk))) throw new DomainError("ORDER_AT_RISK", { risks });
  return risks;
}

/** As the audit log names them, e.g. `2 × Parallel Lines`. */
function goodsOf(order: FulfilledOrder, lines: ShippedLines): string[] {
  return lines.map(({ orderLineId, quantity }) => `${quantity} × ${titleOf(order, orderLineId)}`);
}

function titleOf({ lines }: FulfilledOrder, orderLineId: string): string {
  const line = lines.find(({ id }) => id === orderLineId);
  return line === undefined ? "" : lineTitle(line.productTitle, line.variantTitle);
}
