import type { FulfilmentState, OrderState } from "@dualtrack/contract";
import { insertOrderEvent, type OrderEventKind, type Prisma } from "@dualtrack/db";
import type { UnitOfWork } from "../unit-of-work.ts";
import { orderStatesBefore } from "./states.ts";

export interface TimelineEntry {
  kind: OrderEventKind;
  /** The id of the Stripe object that the entry is about. */
  stripeId?: string;
  details?: Prisma.InputJsonObject;
}

/** Adds an entry to the timeline, and notifies the pages that show the order. */
export async function recordOnTimeline(
  unit: UnitOfWork,
  orderId: string,
  entry: TimelineEntry,
): Promise<void> {
  const { tx, track, now } = unit;
  const { kind, stripeId = null, details = {} } = entry;
  await insertOrderEvent(tx, { orderId, kind, track, stripeId, details, occurredAt: now });
}

/**
 * The fulfilment state after a move, if nothing has shipped: an order that has ended needs no shipment, and one that is paid
 * later needs it again.
 */
const fulfilmentAfter: Partial<Record<OrderState, FulfilmentState>> = {
  processing: "unfulfilled",
  confirmed: "unfulfilled",
  failed: "not_required",
  cancelled: "not_required",
};

/**
 * Moves an order to another state and adds the timeline entry, if its current state allows the move; otherwise changes
 * nothing and answers false. So late or repeated facts have no effect.
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
