import type { Tx } from "../connect.ts";
import { syncIsOpen } from "./open-syncs.ts";

export interface FailedSync {
  /** How many there are in all. */
  count: number;
  createdAt: Date;
  /** Of the newest session. */
  stripeId: string;
  error: string;
  orderNumber: number | null;
}

/**
 * Payments whose outcome is open and whose last sync failed, the oldest first. A payment that another track has settled
 * since is left out, though its error stays stored.
 */
export function failedSyncs(tx: Tx, { limit }: { limit: number }): Promise<FailedSync[]> {
  return tx.$queryRaw<FailedSync[]>`
    select (count(*) over ())::integer as count, c.created_at as "createdAt",
      (select s.stripe_id from payment_session s where s.checkout_id = c.id order by s.opened_at desc limit 1)
        as "stripeId", c.last_sync_error as error, o.number as "orderNumber"
    from checkout c
    left join "order" o on o.checkout_id = c.id
    where c.last_sync_error is not null
      and ${syncIsOpen}
    order by c.created_at
    limit ${limit}`;
}
