import type { Tx } from "../connect.ts";

export interface OpenFraudWarning {
  /** How many there are in all. */
  count: number;
  id: string;
  fraudType: string;
  warnedAt: Date;
  /** The amount received, in minor units. */
  amount: number;
  currency: string;
  orderNumber: number | null;
}

/** Undecided early fraud warnings for which a refund can still prevent a dispute, the oldest first. */
export function openFraudWarnings(tx: Tx, { limit }: { limit: number }): Promise<OpenFraudWarning[]> {
  return tx.$queryRaw<OpenFraudWarning[]>`
    select (count(*) over ())::integer as count, w.id, w.fraud_type as "fraudType", w.warned_at as "warnedAt",
      p.amount_received as amount, p.currency, o.number as "orderNumber"
    from fraud_warning w
    join payment p using (payment_intent_id)
    left join "order" o using (checkout_id)
    where w.is_actionable and w.dismissed_at is null
    order by w.warned_at, w.id
    limit ${limit}`;
}
