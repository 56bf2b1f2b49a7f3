import type { Tx } from "../connect.ts";

export interface ClaimedSync {
  checkoutId: string;
  paymentIntentId: string;
}

/**
 * Claims payments whose fate is open: checkouts that may be paid, provisional orders, refunds on their way. One
 * statement claims and sets the next attempt (15 s, doubled each time, at most an hour), so that any number of
 * processes share the work and a killed one blocks nothing.
 *
 * @param dueOnly false takes those whose next attempt lies in the future, too
 */
export function claimSyncs(
  tx: Tx,
  { now, dueOnly, limit }: { now: Date; dueOnly: boolean; limit: number },
): Promise<ClaimedSync[]> {
  return tx.$queryRaw<ClaimedSync[]>`
    update checkout set
      sync_attempts = sync_attempts + 1,
      next_sync_at = ${now}::timestamptz + least(interval '1 hour', interval '15 s' * power(2, least(sync_attempts, 10)))
    where id in (
      select c.id from checkout c
      where c.payment_intent_id is not null
        and (not ${dueOnly} or c.next_sync_at <= ${now})
        and (
          c.state in ('open', 'paying')
          or exists (select from "order" o where o.checkout_id = c.id and o.state = 'processing')
          or exists (
            select from payment p join refund r using (payment_intent_id)
            where p.checkout_id = c.id and r.state in ('requested', 'pending', 'requires_action')
          )
        )
      order by c.next_sync_at
      limit ${limit}
      for update skip locked
    )
    returning id as "checkoutId", payment_intent_id as "paymentIntentId"`;
}
