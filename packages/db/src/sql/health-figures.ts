import { Prisma } from "../../generated/prisma/client.ts";
import type { HealthSpan } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

/** What was counted of a figure in some time. */
export interface FigureCount {
  name: string;
  /** Empty: the figure has one value only. */
  label: string;
  count: number;
  sum: number;
  max: number;
  /** Of a histogram: how many were within each limit and above the one before, and beyond the last; else empty. */
  limits: number[];
}

/** The same, at the beginning of a step of time. */
export interface FigureAt extends FigureCount {
  at: Date;
}

const spans = Prisma.sql`(values ('five_minutes', interval '5 minutes'), ('hour', interval '1 hour')) as s (span, width)`;

function rowsOf(counts: readonly FigureCount[]): Prisma.Sql {
  const column = <Value>(read: (count: FigureCount) => Value) => counts.map(read);
  return Prisma.sql`unnest(
      ${column(({ name }) => name)}::text[], ${column(({ label }) => label)}::text[],
      ${column(({ count }) => count)}::bigint[], ${column(({ sum }) => sum)}::float[],
      ${column(({ max }) => max)}::float[], ${column(({ limits }) => `{${limits.join()}}`)}::text[]
    ) as f (name, label, count, sum, max, limits)`;
}

/** Adds counts to the figures of the five minutes and of the hour in which `at` is. Rows are locked in the order of their keys. */
export async function addFigures(
  tx: Tx,
  { at, counts }: { at: Date; counts: readonly FigureCount[] },
): Promise<void> {
  if (counts.length === 0) return;
  await tx.$executeRaw`
    insert into health_figure (span, name, bucket_at, label, count, sum, max, limits)
    select s.span::health_span, f.name, date_bin(s.width, ${at}::timestamptz, timestamptz 'epoch'), f.label,
      f.count, f.sum, f.max, f.limits::bigint[]
    from ${rowsOf(counts)} cross join ${spans}
    order by 1, 2, 3, 4
    on conflict (span, name, bucket_at, label) do update set
      count = health_figure.count + excluded.count,
      sum = health_figure.sum + excluded.sum,
      max = greatest(health_figure.max, excluded.max),
      limits = array(
        select coalesce(l.before, 0) + coalesce(l.now, 0)
        from unnest(health_figure.limits, excluded.limits) with ordinality as l (before, now, position)
        order by l.position
      )`;
}

/**
 * Counts again, from the rows of checkouts, declined payments, customers' messages and manual syncs, what happened from the hour of `from` until `until`, and stores
 * it in place of what was counted before. A period is found by indices, and has both ends.
 */
export async function countOutcomes(tx: Tx, { from, until }: { from: Date; until: Date }): Promise<void> {
  const began = Prisma.sql`date_bin('1 hour', ${from}::timestamptz, timestamptz 'epoch')`;
  await tx.$executeRaw`
    insert into health_figure (span, name, bucket_at, label, count, sum, max, limits)
    select s.span::health_span, e.name, date_bin(s.width, e.at, timestamptz 'epoch'), e.label, count(*), 0, 0, '{}'
    from (
      select c.ended_at as at, 'reservations_ended' as name,
        case when c.state = 'completed' then 'committed'
          when c.state = 'expired' then 'timed_out'
          when c.ended_at >= c.expires_at then 'ran_out'
          else 'released' end as label
      from checkout c
      where c.ended_at >= ${began} and c.ended_at < ${until}::timestamptz
      union all
      select f.failed_at, 'payments_declined', coalesce(f.decline_code, f.code)
      from payment_failure f
      where f.failed_at >= ${began} and f.failed_at < ${until}::timestamptz
      union all
      select m.created_at, 'messages', m.reason::text
      from customer_message m
      where m.created_at >= ${began} and m.created_at < ${until}::timestamptz and not m.is_suspected
      union all
      select r.started_at, 'manual_syncs', ''
      from sync_run r join sync_run_item i on i.run_id = r.id
      where r.started_at >= ${began} and r.started_at < ${until}::timestamptz and i.state = 'synced'
    ) e cross join ${spans}
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (span, name, bucket_at, label) do update set count = excluded.count`;
}

interface ReadFigures {
  names: readonly string[];
  span: HealthSpan;
  from: Date;
  until: Date;
  /** In seconds: a multiple of the span. */
  step: number;
}

/** Figures of a period, summed by steps of it. */
export function readFigures(tx: Tx, { names, span, from, until, step }: ReadFigures): Promise<FigureAt[]> {
  return tx.$queryRaw<FigureAt[]>`
    with found as materialized (
      select date_bin(make_interval(secs => ${step}), h.bucket_at, timestamptz 'epoch') as at,
        h.name, h.label, h.count, h.sum, h.max, h.limits
      from health_figure h
      where h.span = ${span}::health_span and h.name = any(${[...names]}::text[])
        and h.bucket_at >= ${from}::timestamptz and h.bucket_at < ${until}::timestamptz
    ), histograms as (
      select t.at, t.name, t.label, array_agg(t.total order by t.position) as limits
      from (
        select f.at, f.name, f.label, l.position, sum(l.value)::float as total
        from found f cross join unnest(f.limits) with ordinality as l (value, position)
        group by 1, 2, 3, 4
      ) t
      group by 1, 2, 3
    ), sums as (
      select at, name, label, sum(count)::float as count, sum(sum) as sum, max(max) as max from found group by 1, 2, 3
    )
    select s.at, s.name, s.label, s.count, s.sum, s.max, coalesce(h.limits, '{}') as limits
    from sums s left join histograms h on h.at = s.at and h.name = s.name and h.label = s.label
    order by s.at, s.name, s.label`;
}

/** The first or last bucket in which something was counted of a figure; null: it never was. */
export async function boundOfFigure(
  tx: Tx,
  { name, span, bound }: { name: string; span: HealthSpan; bound: "first" | "last" },
): Promise<Date | null> {
  const row = await tx.healthFigure.findFirst({
    where: { span, name },
    orderBy: { bucketAt: bound === "first" ? "asc" : "desc" },
    select: { bucketAt: true },
  });
  return row?.bucketAt ?? null;
}
