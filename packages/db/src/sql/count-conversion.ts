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
    select p.name as period, count(c.id)::integer as started,
      (count(c.id) filter (where o.confirmed_at < p.ends))::integer as paid
    from period p
    left join checkout c on c.created_at >= p.starts and c.created_at < p.ends
    left join "order" o on o.checkout_id = c.id
    group by p.name`;
}
