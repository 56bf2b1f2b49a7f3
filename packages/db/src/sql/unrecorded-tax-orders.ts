import type { Tx } from "../connect.ts";

/** Orders with documents that are not recorded at Stripe Tax and that no job is going to record, the oldest first. */
export async function unrecordedTaxOrders(tx: Tx, { limit }: { limit: number }): Promise<string[]> {
  const rows = await tx.$queryRaw<{ orderId: string }[]>`
    select r.order_id as "orderId"
    from tax_record r
    where r.state = 'due' and not exists (
      select from graphile_worker.jobs
      where key in ('record-tax:' || r.order_id, 'postponed:record-tax:' || r.order_id) and attempts < max_attempts
    )
    group by r.order_id
    order by min(r.created_at)
    limit ${limit}`;
  return rows.map(({ orderId }) => orderId);
}
