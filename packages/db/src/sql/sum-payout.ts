import type { Tx } from "../connect.ts";
import { isUnmatched } from "./unmatched-balance.ts";

export interface PayoutSums {
  amount: number;
  currency: string;
  net: number;
  unmatched: number;
  unmatchedNet: number;
  isItemized: boolean;
}

/** Adds up what a payout consists of, without its own transaction, and stores the sums. Null: there is no such payout. */
export async function sumPayout(tx: Tx, { payoutId }: { payoutId: string }): Promise<PayoutSums | null> {
  const [row] = await tx.$queryRaw<PayoutSums[]>`
    update payout set transactions = s.transactions, charges = s.charges, refunds = s.refunds, disputes = s.disputes,
      others = s.others, fees = s.fees, net = s.net, unmatched = s.unmatched, unmatched_net = s.unmatched_net,
      adds_up = case when itemized_at is not null then payout.amount = s.net and s.unmatched = 0 end
    from (
      select count(*)::integer as transactions,
        coalesce(sum(b.amount) filter (where b.category = 'charge'), 0) as charges,
        coalesce(sum(b.amount) filter (where b.category = 'refund'), 0) as refunds,
        coalesce(sum(b.amount) filter (where b.category = 'dispute'), 0) as disputes,
        coalesce(sum(b.amount) filter (where b.category not in ('charge', 'refund', 'dispute')), 0) as others,
        coalesce(sum(b.fee), 0) as fees, coalesce(sum(b.net), 0) as net,
        (count(*) filter (where ${isUnmatched}))::integer as unmatched,
        coalesce(sum(b.net) filter (where ${isUnmatched}), 0) as unmatched_net
      from balance_transaction b
      where b.payout_id = ${payoutId} and b.category <> 'payout'
    ) as s
    where payout.id = ${payoutId}
    returning payout.amount::float8 as amount, currency, payout.net::float8 as net, payout.unmatched,
      payout.unmatched_net::float8 as "unmatchedNet", itemized_at is not null as "isItemized"`;
  return row ?? null;
}

/** Payments of charges, refunds and disputes of a payout that the books lack. */
export async function unmatchedPayments(
  tx: Tx,
  { payoutId, limit }: { payoutId: string; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ paymentIntentId: string }[]>`
    select distinct b.payment_intent_id as "paymentIntentId" from balance_transaction b
    where b.payout_id = ${payoutId} and b.payment_intent_id is not null and ${isUnmatched}
    order by 1 limit ${limit}`;
  return rows.map(({ paymentIntentId }) => paymentIntentId);
}
