import type { Tx } from "../connect.ts";

export interface OrderToCompare {
  id: string;
  placedAt: Date;
  paymentIntentId: string;
}

interface Period {
  since: Date;
  until: Date;
  /** Those that a list of Stripe's has had since then are left out. */
  comparedBefore: Date;
  /** The last one of the page before. */
  after: Pick<OrderToCompare, "id" | "placedAt"> | null;
  limit: number;
}

/** Confirmed orders placed in a period whose payment no list of Stripe's has had, the oldest first. */
export function ordersToCompare(
  tx: Tx,
  { since, until, comparedBefore, after, limit }: Period,
): Promise<OrderToCompare[]> {
  return tx.$queryRaw<OrderToCompare[]>`
    select o.id, o.placed_at as "placedAt", o.payment_intent_id as "paymentIntentId"
    from "order" o left join payment p on p.payment_intent_id = o.payment_intent_id
    where o.placed_at between ${after?.placedAt ?? since}::timestamptz and ${until}::timestamptz
      and (${after === null} or (o.placed_at, o.id) > (${after?.placedAt ?? since}::timestamptz, ${after?.id ?? null}::uuid))
      and o.state in ('confirmed', 'completed') and o.payment_intent_id is not null
      and (p.compared_at is null or p.compared_at < ${comparedBefore}::timestamptz)
    order by o.placed_at, o.id limit ${limit}`;
}
