import { Prisma } from "../../generated/prisma/client.ts";

/** Whether the outcome of checkout `c`'s payment is open: it may be paid, its order is provisional, or a refund is in progress. */
export const syncIsOpen = Prisma.sql`
  exists (select from payment_session s where s.checkout_id = c.id)
  and (
    c.state in ('open', 'paying')
    or exists (select from "order" o where o.checkout_id = c.id and o.state = 'processing')
    or exists (
      select from payment p join refund r using (payment_intent_id)
      where p.checkout_id = c.id and r.state in ('requested', 'pending', 'requires_action')
    )
  )`;

/** Counts an attempt before Stripe is asked. The delay until the next one doubles each time, from 15 s to at most one hour. */
export function countAttempt(now: Date): Prisma.Sql {
  return Prisma.sql`
    sync_attempts = sync_attempts + 1,
    next_sync_at = ${now}::timestamptz + least(interval '1 hour', interval '15 s' * power(2, least(sync_attempts, 10)))`;
}
