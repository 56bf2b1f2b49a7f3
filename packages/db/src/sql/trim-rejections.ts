import type { Tx } from "../connect.ts";

/**
 * Removes the oldest rejected calls beyond the newest `keep`. Rows that a concurrent call is removing are skipped, so that
 * calls don't wait for each other.
 */
export async function trimRejections(tx: Tx, { keep }: { keep: number }): Promise<void> {
  await tx.$executeRaw`
    delete from webhook_rejection where id in (
      select id from webhook_rejection
      where (received_at, id) <= (
        select received_at, id from webhook_rejection order by received_at desc, id desc offset ${keep} limit 1
      )
      order by received_at
      limit 100
      for update skip locked
    )`;
}
