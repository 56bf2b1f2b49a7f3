import type { Tx } from "../connect.ts";
import { declineReason } from "./decline-where.ts";

export interface DeclineReasonCount {
  reason: string;
  tries: number;
  /** Distinct payments among them. */
  payments: number;
}

/** Why payments failed since `since`, the most frequent reasons first. */
export function declineReasons(
  tx: Tx,
  { since, limit }: { since: Date; limit: number },
): Promise<DeclineReasonCount[]> {
  return tx.$queryRaw<DeclineReasonCount[]>`
    select ${declineReason} as reason, count(*)::integer as tries,
      count(distinct f.payment_intent_id)::integer as payments
    from payment_failure f
    where f.failed_at >= ${since}::timestamptz
    group by 1
    order by tries desc, reason
    limit ${limit}`;
}
