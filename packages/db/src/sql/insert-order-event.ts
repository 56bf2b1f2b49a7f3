import { Prisma } from "../../generated/prisma/client.ts";
import type { OrderEventKind, Track } from "../../generated/prisma/enums.ts";
import { pgNotify } from "../bus.ts";
import type { Tx } from "../connect.ts";

export interface NewOrderEvent {
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
  await tx.$executeRaw`with ${entryOf(event)} ${tellOf(event)}`;
}

/** The same for statements that do more. `entryOf`: the clause `entry`, after `source` has found a row. */
export function entryOf(event: NewOrderEvent, source?: Prisma.Sql): Prisma.Sql {
  const { orderId, kind, track, stripeId, details, occurredAt } = event;
  return Prisma.sql`
    entry as (
      insert into order_event (order_id, kind, track, stripe_id, details, occurred_at)
      select ${orderId}::uuid, ${kind}::order_event_kind, ${track}::track, ${stripeId}, ${JSON.stringify(details)}::jsonb,
        ${occurredAt}::timestamptz ${source === undefined ? Prisma.empty : Prisma.sql`from ${source}`}
      returning order_id
    )`;
}

/** The statement's end: one row if there is an entry. */
export function tellOf({ orderId }: Pick<NewOrderEvent, "orderId">): Prisma.Sql {
  return Prisma.sql`select ${pgNotify({ topic: "order", id: orderId })}::text as told from entry`;
}
