import { Prisma } from "../../generated/prisma/client.ts";

/**
 * Whether the outcome of checkout `c`'s payment is open: it may be paid, its order is provisional, or a refund is in progress. Written so that
 * only these are read, however many checkouts have ended.
 */
export const syncIsOpen = Prisma.sql`
  c.id in (
    select id from checkout where state in ('open', 'paying')
    union all
    select checkout_id from "order" where state = 'processing'
    union all
    select p.checkout_id from refund r join payment p using (payment_intent_id)
    where r.state in ('requested', 'pending', 'requires_action')
  )
  and exists (select from payment_session s where s.checkout_id = c.id)`;

/** Counts an attempt before Stripe is asked. The delay until the next one doubles each time, from 15 s to at most one hour. */
export function countAttempt(now: Date): Prisma.Sql {
  return Prisma.sql`
    sync_attempts = sync_attempts + 1,
    next_sync_at = ${now}::timestamptz + least(interval '1 hour', interval '15 s' * power(2, least(sync_attempts, 10)))`;
}
