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
  /** Stripe's word for why, e.g. `expired_or_canceled_card`; null: it was called off there. */
  failureReason: string | null;
  checkoutId: string;
  paymentIntentId: string;
  /** Of the order that the payment paid, or would have paid. */
  orderNumber: number | null;
  /** Its goods were not to be sent, as it was for them, or for all that was left of the payment. */
  isForGoods: boolean;
}

/**
 * Refunds that did not reach the customer and that nobody has made again, paid another way or waived since, the oldest first. One
 * of which the money went back all the same needs nobody: by a later refund of so much, or as the customer's bank has taken
 * it. While a dispute is open nobody can do anything; afterwards what is left is told again. This is the one rule for
 * which failed refund somebody must look at.
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
