import type { Tx } from "../connect.ts";
import { syncIsOpen } from "./open-syncs.ts";

export interface PendingSync {
  /** How many there are in all. */
  count: number;
  checkoutId: string;
  orderNumber: number | null;
  /** Whether its order is placed and not confirmed yet. */
  isProvisional: boolean;
  /** Whether the payment of its order failed: the customer may still pay another way. */
  isFailed: boolean;
  email: string | null;
  totalAmount: number;
  currency: string;
  /** When the order was placed, or the checkout started if there is no order. */
  since: Date;
  attempts: number;
  lastError: string | null;
  nextAt: Date;
}

/** Payments whose outcome is open: provisional orders before the others, the oldest first. */
export function listPendingSyncs(tx: Tx, { limit }: { limit: number }): Promise<PendingSync[]> {
  return tx.$queryRaw<PendingSync[]>`
    select (count(*) over ())::integer as count, c.id as "checkoutId", o.number as "orderNumber",
      coalesce(o.state = 'processing', false) as "isProvisional",
      coalesce(o.state = 'failed', false) as "isFailed", coalesce(o.email, c.email) as email,
      q.total_amount as "totalAmount", c.currency, coalesce(o.placed_at, c.created_at) as since,
      c.sync_attempts as attempts, c.last_sync_error as "lastError", c.next_sync_at as "nextAt"
    from checkout c
    join checkout_quote q on (q.checkout_id, q.number) = (c.id, c.quote_number)
    left join "order" o on o.checkout_id = c.id
    where ${syncIsOpen}
    order by "isProvisional" desc, since, c.id
    limit ${limit}`;
}
