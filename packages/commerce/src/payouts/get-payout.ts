import {
  type BalanceCategory,
  formatOrderNumber,
  type ListPayoutTransactions,
  type Money,
} from "@dualtrack/contract";
import { payoutTransactions } from "@dualtrack/db";
import { DomainError } from "../domain-error.ts";
import { readCursor, writeCursor } from "../page-cursor.ts";
import type { Shop } from "../shop.ts";
import { type PayoutView, payoutView } from "./list-payouts.ts";

/** PAYOUT_NOT_FOUND. */
export async function getPayout(shop: Shop, { payoutId }: { payoutId: string }): Promise<PayoutView> {
  const row = await shop.db.payout.findUnique({ where: { id: payoutId } });
  if (row === null) throw new DomainError("PAYOUT_NOT_FOUND", {});
  return payoutView(shop, row);
}

/** A part of a payout. */
export interface PayoutTransactionView {
  id: string;
  category: BalanceCategory;
  /** Stripe's. */
  type: string;
  amount: Money;
  fee: Money;
  net: Money;
  sourceId: string | null;
  paymentIntentId: string | null;
  order: string | null;
  /** The books lack it, or it is not the shop's. */
  isUnmatched: boolean;
  createdAt: string;
}

/** What a payout consists of, the newest first. PAYOUT_NOT_FOUND, CURSOR_INVALID. */
export async function listPayoutTransactions(
  shop: Shop,
  { payoutId, cursor, limit }: ListPayoutTransactions,
) {
  const { amount } = await getPayout(shop, { payoutId });
  const after = readCursor(cursor, "stripe");
  const rows = await payoutTransactions(shop.db, { payoutId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const money = (sum: number): Money => ({ amount: sum, currency: amount.currency });
  return {
    transactions: page.map(
      ({ orderNumber, createdAt, ...row }): PayoutTransactionView => ({
        ...row,
        amount: money(row.amount),
        fee: money(row.fee),
        net: money(row.net),
        order: orderNumber === null ? null : formatOrderNumber(orderNumber),
        createdAt: createdAt.toISOString(),
      }),
    ),
    nextCursor: rows.length > limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}
