import type { Tx } from "../connect.ts";
import { periodsAt, type ReportMoment, type ReportPeriod } from "./report-periods.ts";

export interface Conversion {
  period: ReportPeriod;
  /** Checkouts started in the period. */
  started: number;
  /** Those of them whose order was confirmed before the period's end, so that periods compare fairly. */
  paid: number;
}

/** How many checkouts became orders, in each of the three periods. */
export function countConversion(tx: Tx, moment: ReportMoment): Promise<Conversion[]> {
  return tx.$queryRaw<Conversion[]>`
    with ${periodsAt(moment)}
    select p.name as period, c.started, c.paid
    from period p cross join lateral (
      select count(*)::integer as started,
        -- One look at the index for each checkout: a join would read all orders, as the planner does not know how short a period is.
        (count(*) filter (where (select o.confirmed_at from "order" o where o.checkout_id = k.id) < p.ends))::integer as paid
      from checkout k where k.created_at >= p.starts and k.created_at < p.ends
    ) c`;
}
