import type { FulfilmentState } from "@dualtrack/contract";
import { cancelBookings } from "../bookings/cancel-bookings.ts";
import { queueJob } from "../jobs.ts";
import { moveOrder } from "../orders/move-order.ts";
import { recordFulfilmentState } from "../orders/record-fulfilment-state.ts";
import {
  effectiveRefunds,
  hasEnded,
  isUnsuccessfulRefund,
  paidPayment,
} from "../payment-state/refundable.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import {
  bookingOf,
  type FulfilledOrder,
  getFulfilment,
  progressOf,
  quantitiesOf,
} from "./fulfilment-rows.ts";
import { fulfilmentStateOf } from "./fulfilment-state.ts";
import { lineDelivery } from "./line-delivery.ts";

/**
 * Updates an order's fulfilment state from its shipments, bookings and refunds, frees the time of what was refunded, and completes
 * the order when all lines are delivered. Called after each shipment, delivery, refund or cancellation, when a booking has taken place,
 * and when an order is confirmed that has lines which are not shipped, under the checkout's lock.
 */
export async function followFulfilment(unit: UnitOfWork, orderId: string): Promise<void> {
  const { tx, now } = unit;
  const order = await getFulfilment(tx, orderId);
  await followBookings(unit, order);
  const { state: fulfilmentState, isDone } = stateOf(order, now);
  if (fulfilmentState !== order.fulfilmentState)
    await recordFulfilmentState(tx, { orderId, fulfilmentState });
  if (isDone) await moveOrder(unit, orderId, "completed", { kind: "completed" });
}

/** Frees the time of lines whose money has gone back, and asks to be called again when the next booking has taken place. */
async function followBookings(unit: UnitOfWork, order: FulfilledOrder): Promise<void> {
  const booked = order.lines.filter((line) => bookingOf(order, line) !== undefined);
  if (booked.length === 0) return;
  // A refund that is on its way may fail, and then the time is the customer's.
  const isDecided = effectiveRefunds(order).every(
    ({ state, paidAnotherWayAt }) => state === "succeeded" || paidAnotherWayAt !== null,
  );
  const isGivenUp = (line: FulfilledOrder["lines"][number]) =>
    hasEnded(order) || (isDecided && quantitiesOf(order, line).withdrawn >= line.quantity);
  const givenUp = booked.filter(isGivenUp);
  if (givenUp.length > 0)
    await cancelBookings(unit, {
      checkoutId: order.checkoutId,
      positions: givenUp.map(({ position }) => position),
    });
  const ends = booked
    .filter((line) => !isGivenUp(line))
    .flatMap((line) => bookingOf(order, line)?.endsAt ?? [])
    .filter((endsAt) => endsAt > unit.now);
  if (ends.length === 0) return;
  const runAt = new Date(Math.min(...ends.map(Number)));
  await queueJob(unit.tx, "follow-bookings", { orderId: order.id }, { runAt, key: `bookings:${order.id}` });
}

/**
 * What is delivered by itself counts only if nothing else is to be delivered: a download does not make an order partly shipped, and
 * time that is booked is nothing that waits for staff. The order is done when both are, also if nothing but the price of a late
 * cancellation is left of it.
 */
function stateOf(order: FulfilledOrder, now: Date): { state: FulfilmentState; isDone: boolean } {
  const progressOfLines = (isAutomatic: boolean) =>
    order.lines
      .filter(({ kind }) => lineDelivery[kind].isAutomatic === isAutomatic)
      .map((line) => progressOf(order, line, now));
  const automatic = progressOfLines(true);
  const byHand = fulfilmentStateOf(progressOfLines(false));
  const isPending = automatic.some(({ isOpen }) => isOpen);
  const byItself = isPending ? "not_required" : fulfilmentStateOf(automatic);
  const state = byHand === "not_required" ? byItself : byHand;
  const isOver = state === "delivered" || (state === "not_required" && hasKeptMoney(order));
  return { state, isDone: isOver && !isPending };
}

/** Whether something that was booked was cancelled for a share of its price: that is what the customer has paid for. */
function hasKeptMoney(order: FulfilledOrder): boolean {
  const wasCancelled = order.checkout.bookings.some(({ state }) => state === "cancelled");
  // Of a refund that failed it is not known yet whose money it is.
  const isDecided = !order.checkout.payments.some(({ refunds }) =>
    refunds.some((refund) => isUnsuccessfulRefund(refund) && refund.waivedAt === null),
  );
  return wasCancelled && isDecided && !hasEnded(order) && (paidPayment(order)?.unrefunded ?? 0) > 0;
}
