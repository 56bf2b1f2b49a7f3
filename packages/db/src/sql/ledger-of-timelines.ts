import { Prisma } from "../../generated/prisma/client.ts";
import type { OrderEventKind, OrderPaymentState, OrderState } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

/** An entry of an order's timeline. */
export interface DecisionRow {
  /** The row's number. */
  id: string;
  kind: OrderEventKind;
  stripeId: string | null;
  details: unknown;
}

/** An order as the books have it, and what its timeline says of it; both of the same instant. Amounts are in minor units. */
export interface OrderHistory {
  id: string;
  number: number;
  state: OrderState;
  paymentState: OrderPaymentState;
  /** Of its payment: what was charged, what went back (also outside Stripe), and what a bank has taken. */
  captured: number;
  refunded: number;
  disputed: number;
  decisions: DecisionRow[];
}

type WhichOrders = { orderId: string } | { after: string; limit: number };

/** One order, or the next `limit` ones after an id, each with its whole timeline. One statement, so that it sees no half of a change. */
export function orderHistories(tx: Tx, which: WhichOrders): Promise<OrderHistory[]> {
  const [where, limit] =
    "orderId" in which
      ? [Prisma.sql`o.id = ${which.orderId}::uuid`, 1]
      : [Prisma.sql`o.id > ${which.after}::uuid`, which.limit];
  return tx.$queryRaw<OrderHistory[]>`
    select o.id, o.number, o.state::text, o.payment_state::text as "paymentState",
      case when p.status = 'succeeded' then p.amount_received - r.uncaptured else 0 end as captured,
      case when p.status = 'succeeded' then p.amount_refunded - r.uncaptured + r.another_way else 0 end as refunded,
      d.disputed, e.decisions
    from "order" o
    left join payment p on p.payment_intent_id = o.payment_intent_id
    cross join lateral (
      select coalesce(sum(amount) filter (where is_uncaptured), 0)::integer as uncaptured,
        coalesce(sum(amount) filter (where state in ('failed', 'canceled') and paid_another_way_at is not null), 0)::integer
          as another_way
      from refund where payment_intent_id = o.payment_intent_id) r
    cross join lateral (
      select coalesce(sum(amount), 0)::integer as disputed from dispute
      where payment_intent_id = o.payment_intent_id and status in
        ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review', 'lost')) d
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', id::text, 'kind', kind, 'stripeId', stripe_id, 'details', details)
        order by id), '[]') as decisions
      from order_event where order_id = o.id) e
    where ${where}
    order by o.id limit ${limit}`;
}
