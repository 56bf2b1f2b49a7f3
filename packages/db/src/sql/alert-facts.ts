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
  /** Customers who have written since `hourAgo` that an order is missing, and the first time of it. */
  missingOrders: number;
  firstMissingAt: Date | null;
}

const minuteMs = 60_000;

/**
 * What the rules of alerts count, in one statement. All of it is found by indices, whatever the tables' size; each period has an end, too,
 * as the planner thinks that one without is a third of the table.
 */
export async function alertFacts(tx: Tx, { now }: { now: Date }): Promise<AlertFacts> {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);
  const [hourAgo, tenMinutesAgo, quarterAgo, dayAgo] = [ago(60), ago(10), ago(15), ago(24 * 60)];
  const weekBefore = ago(60 + 7 * 24 * 60);
  const [row] = await tx.$queryRaw<[AlertFacts]>`
    with declined as (
      select count(distinct f.checkout_id)::integer as checkouts, min(f.failed_at) as first_at
      from payment_failure f where f.failed_at between ${quarterAgo}::timestamptz and ${now}::timestamptz
    ), missing as (
      select count(distinct m.email_key)::integer as customers, min(m.created_at) as first_at
      from customer_message m
      where m.created_at between ${hourAgo}::timestamptz and ${now}::timestamptz
        and m.reason in ('order_not_found', 'charged_without_order') and not m.is_suspected
    )
    select
      (select count(*) from checkout c
        where c.ended_at between ${hourAgo}::timestamptz and ${now}::timestamptz and c.state = 'completed')::integer as settled,
      ((select count(*) from webhook_event e
          where e.delivered_at between ${hourAgo}::timestamptz and ${now}::timestamptz
            and e.delivered_at - e.created_at > interval '10 minutes')
        + (select count(*) from webhook_event e
          where e.state = 'received' and e.received_at < ${tenMinutesAgo}::timestamptz))::integer as "lateEvents",
      (select count(*) from webhook_rejection r
        where r.received_at between ${hourAgo}::timestamptz and ${now}::timestamptz)::integer as "rejectedCalls",
      (select count(*) from checkout c
        where c.state in ('open', 'paying') and c.expires_at < ${tenMinutesAgo}::timestamptz)::integer as unreleased,
      (select count(*) from checkout c
        where c.created_at between ${hourAgo}::timestamptz and ${now}::timestamptz)::integer as begun,
      (select count(*) from checkout c
        where c.created_at between ${weekBefore}::timestamptz and ${hourAgo}::timestamptz)::float / 168 as "usuallyBegun",
      case when exists (
          select from checkout c
          where c.ended_at between ${quarterAgo}::timestamptz and ${now}::timestamptz
            and c.ended_at >= declined.first_at and c.state = 'completed'
        ) then 0 else declined.checkouts end as "declinedCheckouts",
      declined.first_at as "firstDeclinedAt",
      (select count(*) from mail m
        where m.state = 'queued'
          and m.created_at between ${dayAgo}::timestamptz and ${tenMinutesAgo}::timestamptz)::integer as "waitingMails",
      missing.customers as "missingOrders", missing.first_at as "firstMissingAt"
    from declined cross join missing`;
  return row;
}
