import type { Tx } from "../connect.ts";

export interface AlertFacts {
  /** Checkouts whose payment was settled since `hourAgo`. */
  settled: number;
  /** Events that arrived since `hourAgo` more than ten minutes after Stripe made them, or wait for longer than that. */
  lateEvents: number;
  /** Calls with a wrong signature since `hourAgo`. */
  rejectedCalls: number;
  /** Checkouts whose reservation has ended before `tenMinutesAgo` and is still held. */
  unreleased: number;
  /** Checkouts that began since `hourAgo`, and in an average hour of the week before. */
  begun: number;
  usuallyBegun: number;
  /** Checkouts with a declined attempt in the last quarter of an hour, if no payment has succeeded since the first of them. */
  declinedCheckouts: number;
  firstDeclinedAt: Date | null;
  /** Mails of the last day that have waited since before `tenMinutesAgo`. */
  waitingMails: number;
}

/** What the rules of alerts count, in one statement. All of it is found by indices, whatever the tables' size. */
export async function alertFacts(tx: Tx, { now }: { now: Date }): Promise<AlertFacts> {
  const [row] = await tx.$queryRaw<[AlertFacts]>`
    with at as (
      select ${now}::timestamptz as now, ${now}::timestamptz - interval '1 hour' as hour_ago,
        ${now}::timestamptz - interval '10 minutes' as ten_minutes_ago
    ), declined as (
      select count(distinct f.checkout_id)::integer as checkouts, min(f.failed_at) as first_at
      from at, payment_failure f where f.failed_at > at.now - interval '15 minutes' and f.failed_at <= at.now
    )
    select
      (select count(*) from checkout c where c.ended_at > at.hour_ago and c.state = 'completed')::integer as settled,
      ((select count(*) from webhook_event e
          where e.delivered_at > at.hour_ago and e.delivered_at - e.created_at > interval '10 minutes')
        + (select count(*) from webhook_event e
          where e.state = 'received' and e.received_at < at.ten_minutes_ago))::integer as "lateEvents",
      (select count(*) from webhook_rejection r where r.received_at > at.hour_ago)::integer as "rejectedCalls",
      (select count(*) from checkout c
        where c.state in ('open', 'paying') and c.expires_at < at.ten_minutes_ago)::integer as unreleased,
      (select count(*) from checkout c where c.created_at > at.hour_ago)::integer as begun,
      (select count(*) from checkout c
        where c.created_at between at.hour_ago - interval '7 days' and at.hour_ago)::float / 168 as "usuallyBegun",
      case when exists (select from checkout c where c.ended_at >= declined.first_at and c.state = 'completed') then 0
        else declined.checkouts end as "declinedCheckouts",
      declined.first_at as "firstDeclinedAt",
      (select count(*) from mail m
        where m.state = 'queued' and m.created_at between at.now - interval '1 day' and at.ten_minutes_ago)::integer as "waitingMails"
    from at, declined`;
  return row;
}
