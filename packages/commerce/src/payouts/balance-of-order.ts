import { type Money, type PayoutState, parseOrderNumber } from "@dualtrack/contract";
import { DomainError } from "../domain-error.ts";
import type { Shop } from "../shop.ts";

/** What an order's payments have brought, in a currency of Stripe's balance. */
export interface OrderBalance {
  /** What Stripe has taken in, less refunds and disputes. */
  amount: Money;
  fees: Money;
  net: Money;
  /** What of the net is in no payout yet. */
  waiting: Money;
  /** Those that it came, or comes, with; `net` is the order's part. */
  payouts: { id: string; state: PayoutState; arrivesAt: string; net: Money }[];
}

/** The most transactions of one order. */
const maxTransactions = 500;

/** What an order's payments have brought at Stripe, and with which payouts; empty: Stripe has booked nothing yet. ORDER_NOT_FOUND. */
export async function getBalanceOfOrder(shop: Shop, { number }: { number: string }): Promise<OrderBalance[]> {
  const parsed = parseOrderNumber(number);
  const order =
    parsed === null
      ? null
      : await shop.db.order.findUnique({
          where: { number: parsed },
          select: { checkout: { select: { payments: { select: { paymentIntentId: true } } } } },
        });
  if (order === null) throw new DomainError("ORDER_NOT_FOUND", {});
  const rows = await shop.db.balanceTransaction.findMany({
    where: { paymentIntentId: { in: order.checkout.payments.map(({ paymentIntentId }) => paymentIntentId) } },
    orderBy: { createdAt: "asc" },
    take: maxTransactions,
    include: { payout: { select: { id: true, state: true, arrivesAt: true } } },
  });
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const sum = (of: typeof rows, key: "amount" | "fee" | "net"): Money => ({
      amount: of.reduce((total, row) => total + Number(row[key]), 0),
      currency,
    });
    const payouts = new Map(own.flatMap(({ payout }) => (payout === null ? [] : [[payout.id, payout]])));
    return {
      amount: sum(own, "amount"),
      fees: sum(own, "fee"),
      net: sum(own, "net"),
      waiting: sum(
        own.filter(({ payoutId }) => payoutId === null),
        "net",
      ),
      payouts: [...payouts.values()].map(({ id, state, arrivesAt }) => ({
        ...{ id, state },
        arrivesAt: arrivesAt.toISOString(),
        net: sum(
          own.filter(({ payoutId }) => payoutId === id),
          "net",
        ),
      })),
    };
  });
}
