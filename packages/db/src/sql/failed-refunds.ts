import type { Tx } from "../connect.ts";
import { disputedAmount } from "./disputed-amount.ts";

export interface FailedRefund {
  /** How many there are in all. */
  count: number;
  refundId: string;
  createdAt: Date;
  amount: number;
  currency: string;
  /** Stripe's word for why, e.g. `expired_or_canceled_card`; null: it was called off there. */
  failureReason: string | null;
  checkoutId: string;
  /** Of the order that the payment paid, or would have paid. */
  orderNumber: number | null;
}

/**
 * Refunds that did not reach the customer and that nobody has made again since, the oldest first. One of which the
 * money went back another way needs none: by a later refund of so much, or as the customer's bank has taken it. While
 * a dispute is open nobody can do anything; afterwards what is left is told again. This is the one rule for which failed refund somebody must look at.
 */
export function failedRefunds(tx: Tx, { limit }: { limit: number }): Promise<FailedRefund[]> {
  return tx.$queryRaw<FailedRefund[]>`
    select (count(*) over ())::integer as count, r.id as "refundId", r.created_at as "createdAt", r.amount, r.currency,
      r.failure_reason as "failureReason", p.checkout_id as "checkoutId", o.number as "orderNumber"
    from refund r
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where r.state in ('failed', 'canceled') and p.amount_refunded + ${disputedAmount} < p.amount_received
      and not exists (select from refund again where again.retry_of_id = r.id)
      and r.amount > (
        select coalesce(sum(again.amount), 0) from refund again
        where again.payment_intent_id = r.payment_intent_id and again.created_at > r.created_at
          and again.retry_of_id is null and again.state not in ('failed', 'canceled'))
      and not exists (
        select from dispute d where d.payment_intent_id = r.payment_intent_id
          and d.status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review'))
    order by r.created_at
    limit ${limit}`;
}
