import type { Tx } from "../connect.ts";

/** So many of the newest payments are looked at: more that are silent are told as so many. */
const maxCandidates = 50;

export interface SilentPayments {
  /** How many of the newest payments no webhook has told of, in a row. */
  count: number;
  /** When the first of them was settled. */
  since: Date | null;
  /** When any webhook came last. */
  lastDeliveryAt: Date | null;
}

/**
 * The newest payments that succeeded and were settled before `until`, as long as none of them has a
 * `payment_intent.succeeded` that Stripe delivered. Events that were fetched do not count: they say that the calls failed.
 * Orders that were made again after a restore had theirs in the inbox that was lost.
 */
export async function silentPayments(tx: Tx, { until }: { until: Date }): Promise<SilentPayments> {
  const [row] = await tx.$queryRaw<[SilentPayments]>`
    with newest as (
      select c.ended_at, exists (
        select from webhook_event e
        where e.object_id = p.payment_intent_id and e.type = 'payment_intent.succeeded'
          and e.delivered_at is not null
      ) as is_told
      from checkout c join payment p on p.checkout_id = c.id
      where c.state = 'completed' and c.ended_at < ${until} and p.status = 'succeeded'
        and not exists (select from unknown_payment u where u.payment_intent_id = p.payment_intent_id)
      order by c.ended_at desc
      limit ${maxCandidates}
    ), ranked as (
      select ended_at, bool_or(is_told) over (order by ended_at desc) as is_over from newest
    )
    select count(*)::integer as count, min(ended_at) as since,
      (select max(delivered_at) from webhook_event) as "lastDeliveryAt"
    from ranked where not is_over`;
  return row;
}
