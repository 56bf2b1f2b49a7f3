import type { Tx } from "../connect.ts";

export interface DeclineTotals {
  /** Declined attempts. */
  failures: number;
  /** Payments that became orders. */
  successes: number;
  /** Payments with a declined attempt in the period, or with an order confirmed in it. */
  payments: number;
  /** Payments with at least one declined attempt. */
  failedPayments: number;
  /** Those of them that have not succeeded since. */
  unpaidPayments: number;
  /** The amounts of these payments, by currency. */
  unpaidAmounts: { currency: string; amount: number }[];
}

/** Totals of declined and successful payments since `since`. */
export async function declineTotals(tx: Tx, { since }: { since: Date }): Promise<DeclineTotals> {
  const [row] = await tx.$queryRaw<DeclineTotals[]>`
    with failed as (
      select f.payment_intent_id, max(f.amount) as amount, max(f.currency) as currency, count(*) as tries
      from payment_failure f where f.failed_at >= ${since}::timestamptz group by f.payment_intent_id
    ),
    paid as (
      select o.payment_intent_id from "order" o
      where o.confirmed_at >= ${since}::timestamptz and o.payment_intent_id is not null
    ),
    unpaid as (
      select * from failed where not exists (
        select from payment p where p.payment_intent_id = failed.payment_intent_id and p.status = 'succeeded'
      )
    ),
    amounts as (select currency, sum(amount)::float8 as amount from unpaid group by currency order by currency)
    select (select coalesce(sum(tries), 0)::integer from failed) as failures,
      (select count(*)::integer from paid) as successes,
      (select count(*)::integer from
        (select payment_intent_id from failed union select payment_intent_id from paid) as tried) as payments,
      (select count(*)::integer from failed) as "failedPayments",
      (select count(*)::integer from unpaid) as "unpaidPayments",
      (select coalesce(jsonb_agg(amounts), '[]') from amounts) as "unpaidAmounts"`;
  if (row === undefined) throw new Error("The totals of declined payments came without a row");
  return row;
}
