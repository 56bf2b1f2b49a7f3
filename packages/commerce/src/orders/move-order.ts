import type { OrderState } from "@dualtrack/contract";
import { notify, type OrderEventKind, type Prisma, type Track, type Tx } from "@dualtrack/db";
import { orderStatesBefore } from "./states.ts";

export interface TimelineEntry {
  kind: OrderEventKind;
  track: Track;
  /** The Stripe object it speaks of. */
  stripeId?: string;
  details?: Prisma.InputJsonObject;
  at: Date;
}

/** Writes the timeline and lets every page that shows the order know. */
export async function noteOnTimeline(tx: Tx, orderId: string, entry: TimelineEntry): Promise<void> {
  const { kind, track, stripeId = null, details = {}, at } = entry;
  await tx.orderEvent.create({ data: { orderId, kind, track, stripeId, details, occurredAt: at } });
  await notify(tx, { topic: "order", id: orderId });
}

/**
 * Moves an order and notes why, if its state allows the move; otherwise changes nothing and answers false. That is
 * how a late or repeated fact does no harm.
 */
export async function moveOrder(
  tx: Tx,
  orderId: string,
  to: OrderState,
  entry: TimelineEntry,
  also: Prisma.OrderUpdateManyMutationInput = {},
): Promise<boolean> {
  const { count } = await tx.order.updateMany({
    where: { id: orderId, state: { in: orderStatesBefore(to) } },
    data: { ...also, state: to },
  });
  if (count === 1) await noteOnTimeline(tx, orderId, entry);
  return count === 1;
}
