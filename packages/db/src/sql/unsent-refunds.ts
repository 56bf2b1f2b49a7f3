import type { Tx } from "../connect.ts";

export interface UnsentRefund {
  refundId: string;
  /** A job will send it, now or at its time. Without one its tries are used up. */
  hasJob: boolean;
}

/** Refunds that were decided before `before` and that Stripe has not taken yet, the oldest first. */
export function unsentRefunds(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<UnsentRefund[]> {
  return tx.$queryRaw<UnsentRefund[]>`
    select r.id as "refundId", exists (
      select from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'send-refund' and j.payload ->> 'refundId' = r.id::text and j.attempts < j.max_attempts
    ) as "hasJob"
    from refund r
    where r.state = 'requested' and r.created_at < ${before}
    order by r.created_at
    limit ${limit}`;
}
