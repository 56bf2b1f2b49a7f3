import { Prisma } from "../../generated/prisma/client.ts";

export const reportPeriods = ["today", "yesterday", "lastWeek"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

export interface ReportMoment {
  now: Date;
  /** IANA name of the time zone in which days begin and end. */
  timeZone: string;
}

/**
 * Today until now, and yesterday and the same weekday of last week until the same time of day, as a table expression
 * `period (name, starts, ends)`. On days when the clocks change, the local time counts. `least` is for the hour that
 * occurs twice: its local time, converted back, may be in the future.
 */
export function periodsAt({ now, timeZone }: ReportMoment): Prisma.Sql {
  return Prisma.sql`period as (
    select name,
      (date_trunc('day', local) - back) at time zone ${timeZone}::text as starts,
      least(${now}::timestamptz, (local - back) at time zone ${timeZone}::text) as ends
    from (select ${now}::timestamptz at time zone ${timeZone}::text as local) as clock,
      (values ('today', interval '0'), ('yesterday', interval '1 day'), ('lastWeek', interval '7 days')) as p (name, back)
  )`;
}
