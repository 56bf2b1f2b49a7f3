import type { Tx } from "../connect.ts";

export interface UnsentRefund {
  refundId: string;
  /** Whether a job is going to send it. If not, the job's attempts are used up. */
  hasJob: boolean;
}

/** Refunds created before `before` that Stripe has not accepted yet, the oldest first. */
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
