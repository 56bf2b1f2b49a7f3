import type { FulfilmentState, OrderState } from "@dualtrack/contract";
import {
  insertOrderEvent,
  type OrderChanges,
  type OrderEventKind,
  type Prisma,
  updateOrderState,
} from "@dualtrack/db";
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
  await insertOrderEvent(unit.tx, eventOf(unit, orderId, entry));
}

function eventOf({ track, now }: UnitOfWork, orderId: string, entry: TimelineEntry) {
  const { kind, stripeId = null, details = {} } = entry;
  return { orderId, kind, track, stripeId, details, occurredAt: now };
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
  also: OrderChanges = {},
): Promise<boolean> {
  const fulfilmentState = fulfilmentAfter[to];
  return updateOrderState(unit.tx, {
    to,
    before: orderStatesBefore(to),
    changes: { ...(fulfilmentState === undefined ? {} : { fulfilmentState }), ...also },
    event: eventOf(unit, orderId, entry),
  });
}
