import { Prisma } from "../../generated/prisma/client.ts";
import type { OrderState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";
import { entryOf, type NewOrderEvent, tellOf } from "./insert-order-event.ts";
import { changedOf, columnsOf, rowOf } from "./row-of.ts";

/** Other columns of an order, with new values. */
export type OrderChanges = Partial<
  Omit<Prisma.OrderCreateManyInput, "id" | "number" | "checkoutId" | "state">
>;

interface OrderMove {
  to: OrderState;
  /** The states that it may have until now. */
  before: readonly OrderState[];
  changes: OrderChanges;
  event: NewOrderEvent;
}

/**
 * Gives an order another state, if it has one of those `before`, with an entry in its timeline, and notifies the pages that show it. One
 * statement; false: nothing was done.
 */
export async function updateOrderState(tx: Tx, { to, before, changes, event }: OrderMove): Promise<boolean> {
  const row = rowOf({ ...changes, state: to });
  const columns = columnsOf(row);
  const moved = await tx.$queryRaw<unknown[]>`
    with moved as (
      update "order" o set (${columns}) = row(${changedOf(row)}) 
      from jsonb_populate_record(null::"order", ${JSON.stringify(row)}::jsonb) changed
      where o.id = ${event.orderId}::uuid and o.state::text = any(${before}::text[])
      returning o.id
    ),
    ${entryOf(event, Prisma.sql`moved`)}
    ${tellOf(event)}`;
  return moved.length === 1;
}
