import type { Tx } from "../connect.ts";
import { syncIsOpen } from "./open-syncs.ts";

export interface PendingSync {
  /** How many there are in all. */
  count: number;
  checkoutId: string;
  orderNumber: number | null;
  /** Whether an order was promised that is not confirmed yet. */
  isProvisional: boolean;
  /** Whether its order was not paid yet: the customer may still pay another way. */
  isFailed: boolean;
  email: string | null;
  totalAmount: number;
  currency: string;
  /** Since when it is open: the order's placing, or else the checkout's start. */
  since: Date;
  attempts: number;
  lastError: string | null;
  nextAt: Date;
}

/** Payments whose fate is open: provisional orders before the others, the oldest first. */
export function listPendingSyncs(tx: Tx, { limit }: { limit: number }): Promise<PendingSync[]> {
  return tx.$queryRaw<PendingSync[]>`
    select (count(*) over ())::integer as count, c.id as "checkoutId", o.number as "orderNumber",
      coalesce(o.state = 'processing', false) as "isProvisional",
      coalesce(o.state = 'failed', false) as "isFailed", coalesce(o.email, c.email) as email,
      c.total_amount as "totalAmount", c.currency, coalesce(o.placed_at, c.created_at) as since,
      c.sync_attempts as attempts, c.last_sync_error as "lastError", c.next_sync_at as "nextAt"
    from checkout c
    left join "order" o on o.checkout_id = c.id
    where ${syncIsOpen}
    order by "isProvisional" desc, since, c.id
    limit ${limit}`;
}
