import type { Tx } from "../connect.ts";

/** The number of newest payments that are checked; the count is at most this. */
const maxCandidates = 50;

export interface SilentPayments {
  /** The newest payments in a row without a webhook. */
  count: number;
  /** When the first of them was settled. */
  since: Date | null;
  /** When the last webhook of any kind arrived. */
  lastDeliveryAt: Date | null;
}

/**
 * Counts, from the newest payment settled before `until` backwards, those without a webhook that says so, up
 * to the first payment with one. Events that the shop fetched itself do not count. Restored payments are left out: their
 * webhooks were lost with the old database.
 */
export async function silentPayments(tx: Tx, { until }: { until: Date }): Promise<SilentPayments> {
  const [row] = await tx.$queryRaw<[SilentPayments]>`
    with newest as (
      -- With its limit, it is looked up for each of the few payments: without, the planner would read all events once.
      select c.ended_at, coalesce((
        select true from webhook_event e
        where e.object_id = p.payment_intent_id and e.type in ('payment_intent.succeeded', 'payment_intent.amount_capturable_updated')
          and e.delivered_at is not null
        limit 1
      ), false) as is_delivered
      from checkout c join payment p on p.checkout_id = c.id
      where c.state = 'completed' and c.ended_at < ${until} and p.status = 'succeeded'
        and not exists (select from unknown_payment u where u.payment_intent_id = p.payment_intent_id)
      order by c.ended_at desc
      limit ${maxCandidates}
    ), ranked as (
      select ended_at, bool_or(is_delivered) over (order by ended_at desc) as is_over from newest
    )
    select count(*)::integer as count, min(ended_at) as since,
      (select max(delivered_at) from webhook_event) as "lastDeliveryAt"
    from ranked where not is_over`;
  return row;
}
