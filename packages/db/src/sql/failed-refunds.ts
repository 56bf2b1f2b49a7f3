import { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../connect.ts";
import { disputedAmount } from "./disputed-amount.ts";
import { paidAnotherWay } from "./paid-another-way.ts";

export interface FailedRefund {
  /** How many there are in all. */
  count: number;
  refundId: string;
  createdAt: Date;
  amount: number;
  currency: string;
  /** Stripe's failure reason, e.g. `expired_or_canceled_card`; null if the refund was cancelled at Stripe. */
  failureReason: string | null;
  checkoutId: string;
  paymentIntentId: string;
  /** The order of the payment, even if it was not paid. */
  orderNumber: number | null;
  /** The customer is not to get the goods: the refund was for goods, or for all that was left of the payment. */
  isForGoods: boolean;
}

/**
 * Failed refunds that need attention, the oldest first: they were not retried, paid another way or waived since. A refund is
 * left out if the customer got the money anyway, by a later refund of the same amount or a lost dispute, and while a dispute
 * is open. All places that need this rule use this query.
 */
export function failedRefunds(
  tx: Tx,
  { limit, paymentIntentIds }: { limit: number; paymentIntentIds?: readonly string[] },
): Promise<FailedRefund[]> {
  const ofThese =
    paymentIntentIds === undefined
      ? Prisma.empty
      : Prisma.sql`and r.payment_intent_id = any(${[...paymentIntentIds]}::text[])`;
  return tx.$queryRaw<FailedRefund[]>`
    select (count(*) over ())::integer as count, r.id as "refundId", r.created_at as "createdAt", r.amount, r.currency,
      r.failure_reason as "failureReason", p.checkout_id as "checkoutId", r.payment_intent_id as "paymentIntentId",
      o.number as "orderNumber",
      exists (select from refund_line l where l.refund_id = r.id) or sum(r.amount) over (partition by r.payment_intent_id)
        >= p.amount_received - p.amount_refunded - ${paidAnotherWay} as "isForGoods"
    from refund r
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where r.state in ('failed', 'canceled') and r.paid_another_way_at is null and r.waived_at is null ${ofThese}
      and p.amount_refunded + ${paidAnotherWay} + ${disputedAmount} < p.amount_received
      and not exists (select from refund again where again.retry_of_id = r.id)
      and r.amount > (
        select coalesce(sum(again.amount), 0) from refund again
        where again.payment_intent_id = r.payment_intent_id and again.created_at > r.created_at
          and again.retry_of_id is null
          and (again.state not in ('failed', 'canceled') or again.paid_another_way_at is not null))
      and not exists (
        select from dispute d where d.payment_intent_id = r.payment_intent_id
          and d.status in ('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review'))
    order by r.created_at
    limit ${limit}`;
}
