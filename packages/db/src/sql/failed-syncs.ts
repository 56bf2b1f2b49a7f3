import type { Tx } from "../connect.ts";
import { syncIsOpen } from "./open-syncs.ts";

export interface FailedSync {
  /** How many there are in all. */
  count: number;
  createdAt: Date;
  paymentIntentId: string | null;
  error: string;
  orderNumber: number | null;
}

/**
 * Payments whose fate is open and that Stripe could not be asked about the last time, the oldest first. One that was
 * settled since by another track needs nobody, though its error stays on record.
 */
export function failedSyncs(tx: Tx, { limit }: { limit: number }): Promise<FailedSync[]> {
  return tx.$queryRaw<FailedSync[]>`
    select (count(*) over ())::integer as count, c.created_at as "createdAt",
      c.payment_intent_id as "paymentIntentId", c.last_sync_error as error, o.number as "orderNumber"
    from checkout c
    left join "order" o on o.checkout_id = c.id
    where c.last_sync_error is not null
      and ${syncIsOpen}
    order by c.created_at
    limit ${limit}`;
}
