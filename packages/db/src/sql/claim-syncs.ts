import type { Tx } from "../connect.ts";
import { countAttempt, syncIsOpen } from "./open-syncs.ts";

export interface ClaimedSync {
  checkoutId: string;
}

/**
 * Claims payments whose outcome is open: checkouts that may be paid, provisional orders, refunds in progress. One
 * statement claims them and sets the next attempt, so that any number of processes share the work and a killed process
 * blocks nothing.
 *
 * @param dueOnly false also claims those whose next attempt is in the future
 */
export function claimSyncs(
  tx: Tx,
  { now, dueOnly, limit }: { now: Date; dueOnly: boolean; limit: number },
): Promise<ClaimedSync[]> {
  return tx.$queryRaw<ClaimedSync[]>`
    update checkout set ${countAttempt(now)}
    where id in (
      select c.id from checkout c
      where (not ${dueOnly} or c.next_sync_at <= ${now}) and ${syncIsOpen}
      order by c.next_sync_at
      limit ${limit}
      for update skip locked
    )
    returning id as "checkoutId"`;
}
