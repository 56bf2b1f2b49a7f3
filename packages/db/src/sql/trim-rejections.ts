import type { Tx } from "../connect.ts";

/**
 * Takes away the oldest rejected calls beyond the newest `keep`. Those that another call is taking away just now are
 * its own matter, so that calls at the same time don't wait for each other.
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
