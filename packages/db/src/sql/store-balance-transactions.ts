import type { BalanceCategory } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";

export interface BalanceRow {
  id: string;
  category: BalanceCategory;
  type: string;
  amount: number;
  fee: number;
  net: number;
  currency: string;
  exchangeRate: number | null;
  sourceId: string | null;
  paymentIntentId: string | null;
  createdAt: Date;
  availableAt: Date;
}

/**
 * Stores transactions of Stripe's balance as Stripe has them, in the order of their ids. With which payout one was paid out is known
 * later, and then stays.
 */
export async function storeBalanceTransactions(
  tx: Tx,
  { rows, payoutId }: { rows: readonly BalanceRow[]; payoutId: string | null },
): Promise<void> {
  const column = <Value>(read: (row: BalanceRow) => Value) => rows.map(read);
  await tx.$executeRaw`
    insert into balance_transaction as b (id, category, type, amount, fee, net, currency, exchange_rate, source_id,
      payment_intent_id, payout_id, created_at, available_at)
    select r.id, r.category::balance_category, r.type, r.amount, r.fee, r.net, r.currency, r.exchange_rate, r.source_id,
      r.payment_intent_id, ${payoutId}, to_timestamp(r.created), to_timestamp(r.available)
    from unnest(
      ${column(({ id }) => id)}::text[], ${column(({ category }) => category)}::text[],
      ${column(({ type }) => type)}::text[], ${column(({ amount }) => amount)}::bigint[],
      ${column(({ fee }) => fee)}::bigint[], ${column(({ net }) => net)}::bigint[],
      ${column(({ currency }) => currency)}::text[], ${column(({ exchangeRate }) => exchangeRate)}::float8[],
      ${column(({ sourceId }) => sourceId)}::text[], ${column(({ paymentIntentId }) => paymentIntentId)}::text[],
      ${column(({ createdAt }) => createdAt.getTime() / 1000)}::float8[],
      ${column(({ availableAt }) => availableAt.getTime() / 1000)}::float8[]
    ) as r (id, category, type, amount, fee, net, currency, exchange_rate, source_id, payment_intent_id, created, available)
    order by r.id
    on conflict (id) do update set
      category = excluded.category, amount = excluded.amount, fee = excluded.fee, net = excluded.net,
      payment_intent_id = coalesce(excluded.payment_intent_id, b.payment_intent_id),
      payout_id = coalesce(excluded.payout_id, b.payout_id)
    where (b.category, b.amount, b.fee, b.net, b.payment_intent_id, b.payout_id) is distinct from (excluded.category, excluded.amount,
      excluded.fee, excluded.net, coalesce(excluded.payment_intent_id, b.payment_intent_id), coalesce(excluded.payout_id, b.payout_id))`;
}
