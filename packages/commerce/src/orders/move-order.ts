import type { FulfilmentState, OrderState } from "@dualtrack/contract";
import { notify, type OrderEventKind, type Prisma } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { orderStatesBefore } from "./states.ts";

export interface TimelineEntry {
  kind: OrderEventKind;
  /** The Stripe object it speaks of. */
  stripeId?: string;
  details?: Prisma.InputJsonObject;
}

/** Writes the timeline and lets every page that shows the order know. */
export async function recordOnTimeline(
  unit: UnitOfWork,
  orderId: string,
  entry: TimelineEntry,
): Promise<void> {
  const { tx, track, now } = unit;
  const { kind, stripeId = null, details = {} } = entry;
  await tx.orderEvent.create({ data: { orderId, kind, track, stripeId, details, occurredAt: now } });
  await notify(tx, { topic: "order", id: orderId });
}

/**
 * What a move means for the goods, before any of them has left: an order that is over needs no packing, and one that is
 * paid after all does again.
 */
const fulfilmentAfter: Partial<Record<OrderState, FulfilmentState>> = {
  processing: "unfulfilled",
  confirmed: "unfulfilled",
  failed: "not_required",
  cancelled: "not_required",
};

/**
 * Moves an order and notes why, if its state allows the move; otherwise changes nothing and answers false. That is
 * how a late or repeated fact does no harm.
 */
export async function moveOrder(
  unit: UnitOfWork,
  orderId: string,
  to: OrderState,
  entry: TimelineEntry,
  also: Prisma.OrderUpdateManyMutationInput = {},
): Promise<boolean> {
  const { tx } = unit;
  const fulfilmentState = fulfilmentAfter[to];
  const { count } = await tx.order.updateMany({
    where: { id: orderId, state: { in: orderStatesBefore(to) } },
    data: { ...(fulfilmentState === undefined ? {} : { fulfilmentState }), ...also, state: to },
  });
  if (count === 1) await recordOnTimeline(unit, orderId, entry);
  return count === 1;
}
