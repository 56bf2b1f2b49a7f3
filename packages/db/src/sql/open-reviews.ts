import type { Tx } from "../connect.ts";

export interface OpenReview {
  /** How many there are in all. */
  count: number;
  id: string;
  openedReason: string;
  openedAt: Date;
  /** The amount received, in minor units. */
  amount: number;
  currency: string;
  orderNumber: number | null;
}

/** Open reviews of payments at Stripe, the oldest first. */
export function openReviews(tx: Tx, { limit }: { limit: number }): Promise<OpenReview[]> {
  return tx.$queryRaw<OpenReview[]>`
    select (count(*) over ())::integer as count, v.id, v.opened_reason as "openedReason",
      v.opened_at as "openedAt", p.amount_received as amount, p.currency, o.number as "orderNumber"
    from payment_review v
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where v.is_open
    order by v.opened_at, v.id
    limit ${limit}`;
}
