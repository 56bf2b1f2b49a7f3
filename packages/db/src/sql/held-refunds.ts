import type { Tx } from "../connect.ts";

export interface HeldRefund {
  /** How many there are in all. */
  count: number;
  refundId: string;
  createdAt: Date;
  amount: number;
  currency: string;
  /** The order of the payment, even if it was not paid. */
  orderNumber: number | null;
}

/**
 * Refunds that the shop has decided by itself, and that nothing is about to send, the oldest first: their job ran while automatic refunds
 * were switched off. Nobody on the staff has had them sent all the same.
 */
export function heldRefunds(tx: Tx, { limit }: { limit: number }): Promise<HeldRefund[]> {
  return tx.$queryRaw<HeldRefund[]>`
    select (count(*) over ())::integer as count, r.id as "refundId", r.created_at as "createdAt", r.amount, r.currency,
      o.number as "orderNumber"
    from refund r
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where r.state = 'requested' and r.requested_by is null and r.approved_by is null
      and not exists (
        select from graphile_worker.jobs
        where key in ('send-refund:' || r.id, 'postponed:send-refund:' || r.id))
    order by r.created_at
    limit ${limit}`;
}
