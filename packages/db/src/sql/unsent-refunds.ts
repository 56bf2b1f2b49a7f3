import type { Tx } from "../connect.ts";

export interface UnsentRefund {
  refundId: string;
  /** Whether a job is going to send it. If not, the job's attempts are used up. */
  hasJob: boolean;
  /** The shop has decided it by itself. */
  isAutomatic: boolean;
}

/**
 * Refunds created before `before` that Stripe has not accepted yet, the oldest first. A refund's job is found by its key,
 * as the public view of jobs has no payloads.
 */
export function unsentRefunds(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<UnsentRefund[]> {
  return tx.$queryRaw<UnsentRefund[]>`
    select r.id as "refundId", exists (
      select from graphile_worker.jobs
      where key in ('send-refund:' || r.id, 'postponed:send-refund:' || r.id) and attempts < max_attempts
    ) as "hasJob", r.requested_by is null and r.approved_by is null as "isAutomatic"
    from refund r
    where r.state = 'requested' and r.created_at < ${before}
    order by r.created_at
    limit ${limit}`;
}
