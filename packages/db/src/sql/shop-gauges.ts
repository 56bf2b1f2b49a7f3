import type { Tx } from "../connect.ts";

/** What waits, is held or is wrong at this moment. */
export interface ShopGauges {
  /** Reservations of goods that are held, and the checkouts that hold them. */
  heldReservations: number;
  liveCheckouts: number;
  /** How long the reservation that should have ended first is over, in seconds; 0: none is. */
  oldestExpiredSeconds: number;
  /** Paid orders that are provisional. */
  provisionalOrders: number;
  /** How long the job that is due first has been due, in seconds; 0: none is. */
  oldestJobSeconds: number;
  /** Variants of which less is there than nothing, or more is reserved than is there. */
  oversoldVariants: number;
}

/** All of it is found by indices, whatever the tables' size: few rows have a state that still changes. */
export async function shopGauges(tx: Tx, { now }: { now: Date }): Promise<ShopGauges> {
  const [row] = await tx.$queryRaw<[ShopGauges]>`
    select
      (select count(*) from checkout c join reservation r on r.checkout_id = c.id
        where c.state in ('open', 'paying') and r.state = 'held')::integer as "heldReservations",
      (select count(*) from checkout c where c.state in ('open', 'paying'))::integer as "liveCheckouts",
      coalesce((select extract(epoch from ${now}::timestamptz - min(c.expires_at)) from checkout c
        where c.state in ('open', 'paying') and c.expires_at < ${now}::timestamptz), 0)::float as "oldestExpiredSeconds",
      (select count(*) from "order" o where o.state = 'processing')::integer as "provisionalOrders",
      coalesce((select extract(epoch from now() - min(j.run_at)) from graphile_worker.jobs j
        where j.locked_at is null and j.attempts < j.max_attempts and j.run_at < now()), 0)::float as "oldestJobSeconds",
      (select count(*) from stock_level s
        where s.on_hand < 0 or s.reserved < 0 or s.reserved > s.on_hand)::integer as "oversoldVariants"`;
  return row;
}
