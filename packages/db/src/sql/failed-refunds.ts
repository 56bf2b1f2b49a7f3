import type { Tx } from "../connect.ts";
import { disputedAmount } from "./disputed-amount.ts";

export interface FailedRefund {
  /** How many there are in all. */
  count: number;
  createdAt: Date;
  amount: number;
  currency: string;
  checkoutId: string;
  /** Of the order that the payment paid, or would have paid. */
  orderNumber: number | null;
}

/**
 * Refunds that the bank did not take and that nobody has tried again since, the oldest first; a payment that has
 * gone back in full by another way, or that its bank has taken back, needs none: when a dispute is won, they are told
 * of again. This is the one rule for which failed refund somebody must look at.
 */
export function failedRefunds(tx: Tx, { limit }: { limit: number }): Promise<FailedRefund[]> {
  return tx.$queryRaw<FailedRefund[]>`
    select (count(*) over ())::integer as count, r.created_at as "createdAt", r.amount, r.currency,
      p.checkout_id as "checkoutId", o.number as "orderNumber"
    from refund r
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where r.state = 'failed' and p.amount_refunded + ${disputedAmount} < p.amount_received and not exists (
      select from refund again
      where again.payment_intent_id = r.payment_intent_id and again.created_at > r.created_at
        and again.state not in ('failed', 'canceled')
    )
    order by r.created_at
    limit ${limit}`;
}
