import type { BalanceCategory } from "../../generated/prisma/enums.ts";
import type { Tx } from "../connect.ts";
import { isUnmatched } from "./unmatched-balance.ts";

export interface PayoutTransaction {
  id: string;
  category: BalanceCategory;
  type: string;
  amount: number;
  fee: number;
  net: number;
  sourceId: string | null;
  paymentIntentId: string | null;
  orderNumber: number | null;
  isUnmatched: boolean;
  createdAt: Date;
}

interface Page {
  payoutId: string;
  /** The last one of the page before. */
  after: { at: Date; id: string } | null;
  limit: number;
}

/** What a payout consists of, without its own transaction, the newest first. */
export function payoutTransactions(tx: Tx, { payoutId, after, limit }: Page): Promise<PayoutTransaction[]> {
  return tx.$queryRaw<PayoutTransaction[]>`
    select b.id, b.category::text as category, b.type, b.amount::float8 as amount, b.fee::float8 as fee, b.net::float8 as net,
      b.source_id as "sourceId", b.payment_intent_id as "paymentIntentId", o.number as "orderNumber",
      ${isUnmatched} as "isUnmatched", b.created_at as "createdAt"
    from balance_transaction b
      left join payment p on p.payment_intent_id = b.payment_intent_id
      left join "order" o on o.checkout_id = p.checkout_id
    where b.payout_id = ${payoutId} and b.category <> 'payout'
      and (${after === null} or (b.created_at, b.id) < (${after?.at ?? new Date(0)}::timestamptz, ${after?.id ?? ""}))
    order by b.created_at desc, b.id desc limit ${limit}`;
}
