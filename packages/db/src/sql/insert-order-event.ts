import type { OrderEventKind, Track } from "../../generated/prisma/enums.ts";
import { pgNotify } from "../bus.ts";
import type { Tx } from "../connect.ts";

interface NewOrderEvent {
  orderId: string;
  kind: OrderEventKind;
  track: Track;
  /** The id of the Stripe object that it is about. */
  stripeId: string | null;
  details: object;
  occurredAt: Date;
}

/** Adds an entry to an order's timeline, and notifies the pages that show the order. One statement. */
export async function insertOrderEvent(tx: Tx, event: NewOrderEvent): Promise<void> {
  const { orderId, kind, track, stripeId, details, occurredAt } = event;
  await tx.$executeRaw`
    with entry as (
      insert into order_event (order_id, kind, track, stripe_id, details, occurred_at)
      values (${orderId}::uuid, ${kind}::order_event_kind, ${track}::track, ${stripeId}, ${JSON.stringify(details)}::jsonb,
        ${occurredAt}::timestamptz)
      returning order_id
    )
    select ${pgNotify({ topic: "order", id: orderId })} from entry`;
}
