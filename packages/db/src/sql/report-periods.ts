import { Prisma } from "../../generated/prisma/client.ts";

export const reportPeriods = ["today", "yesterday", "lastWeek"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

export interface ReportMoment {
  now: Date;
  /** IANA name: where days begin and end. */
  timeZone: string;
}

/**
 * Today until now, yesterday until the same time of day, and the same weekday of last week until then, as a table
 * expression `period (name, starts, ends)`. On days when the clocks change, "the same time" is what the clock on the
 * wall shows. `least` is for the hour that comes twice: its time of day, read back, may lie in the future.
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
