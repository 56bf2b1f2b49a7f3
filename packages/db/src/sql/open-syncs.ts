import { Prisma } from "../../generated/prisma/client.ts";

/** Whether the fate of checkout `c`'s payment is open: it may be paid, its order is provisional, a refund is on its way. */
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

/** An attempt is counted before Stripe is asked, and the next one comes later each time: 15 s, doubled, at most an hour. */
export function countAttempt(now: Date): Prisma.Sql {
  return Prisma.sql`
    sync_attempts = sync_attempts + 1,
    next_sync_at = ${now}::timestamptz + least(interval '1 hour', interval '15 s' * power(2, least(sync_attempts, 10)))`;
}
