import type { Prisma, Tx } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { lockOrder } from "../orders/lock-order.ts";
import {
  hasEnded,
  paidPayment,
  type RefundableLine,
  refundableRows,
  returnedQuantity,
  withdrawnQuantity,
} from "../payment-state/refundable.ts";
import type { LineProgress } from "./fulfilment-state.ts";
import { lineDelivery } from "./line-delivery.ts";
import type { LineQuantities } from "./line-quantities.ts";

/** The rows that determine an order's fulfilment: lines, refunds and shipments. */
export const fulfilmentRows = {
  ...refundableRows,
  checkout: {
    select: {
      ...refundableRows.checkout.select,
      bookings: { select: { position: true, state: true, endsAt: true } },
    },
  },
  shipments: { where: { withdrawnAt: null }, orderBy: { shippedAt: "asc" }, include: { lines: true } },
} satisfies Prisma.OrderInclude;

export function getFulfilment(tx: Tx, orderId: string) {
  return tx.order.findUniqueOrThrow({ where: { id: orderId }, include: fulfilmentRows });
}

export type FulfilledOrder = Awaited<ReturnType<typeof getFulfilment>>;

/** Locks an order, as refunding and cancelling do, and reads it with its fulfilment rows. ORDER_NOT_FOUND. */
export async function lockFulfilment(tx: Tx, orderId: string): Promise<FulfilledOrder> {
  await lockOrder(tx, orderId);
  return getFulfilment(tx, orderId);
}

/** Locks the order of a shipment and reads both. SHIPMENT_NOT_FOUND. */
export async function lockShipment(tx: Tx, shipmentId: string) {
  const found = await tx.shipment.findUnique({ where: { id: shipmentId }, select: { orderId: true } });
  if (found === null) throw new DomainError("SHIPMENT_NOT_FOUND", {});
  const order = await lockFulfilment(tx, found.orderId);
  const shipment = order.shipments.find(({ id }) => id === shipmentId);
  if (shipment === undefined) throw new DomainError("SHIPMENT_NOT_FOUND", {});
  return { order, shipment };
}

/** The units of a line by what happened to them. */
export function quantitiesOf(order: FulfilledOrder, line: RefundableLine): LineQuantities {
  const inShipments = (shipments: FulfilledOrder["shipments"]) =>
    shipments
      .flatMap(({ lines }) => lines)
      .filter(({ orderLineId }) => orderLineId === line.id)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    bought: line.quantity,
    withdrawn: withdrawnQuantity(order, line),
    shipped: inShipments(order.shipments),
    delivered: inShipments(order.shipments.filter(({ deliveredAt }) => deliveredAt !== null)),
  };
}

/** Units of a line that are still to be shipped; 0 for a kind that is not shipped. */
export function openQuantityOf(order: FulfilledOrder, line: RefundableLine): number {
  return lineDelivery[line.kind].toShip(quantitiesOf(order, line));
}

/** The delivery progress of a line at an instant, by its kind. */
export function progressOf(
  order: FulfilledOrder,
  line: FulfilledOrder["lines"][number],
  now: Date,
): LineProgress {
  const booking = bookingOf(order, line);
  return lineDelivery[line.kind].progressOf(quantitiesOf(order, line), {
    isConfirmed: order.confirmedAt !== null && !hasEnded(order),
    tookPlace: booking !== undefined && booking.endsAt <= now && !hasEnded(order),
    isCancelled: order.checkout.bookings.some(
      ({ position, state }) => position === line.position && state === "cancelled",
    ),
  });
}

/** The confirmed booking of a line; undefined: it is none, or was given up. */
export function bookingOf({ checkout }: FulfilledOrder, { position }: { position: number }) {
  return checkout.bookings.find((booking) => booking.position === position && booking.state === "confirmed");
}

/** Units of a line that may be returned to stock: not to be shipped, or shipped before, and not back yet; 0 if stock does not limit it. */
export function returnableQuantityOf(order: FulfilledOrder, line: RefundableLine): number {
  if (paidPayment(order) === null || !line.tracksStock) return 0;
  return Math.max(0, line.quantity - openQuantityOf(order, line) - returnedQuantity(order, line));
}
