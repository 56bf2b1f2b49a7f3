import {
  formatOrderNumber,
  type Money,
  type UnknownPaymentProblem,
  type UnknownPaymentState,
} from "@dualtrack/contract";
import type { UnknownPayment } from "@dualtrack/db";
import type { Shop } from "../shop.ts";

/** A payment without an order, for staff. Times are ISO instants. */
export interface UnknownPaymentView {
  paymentIntentId: string;
  amount: Money;
  /** The description at Stripe. */
  description: string | null;
  customer: { name: string | null; email: string | null };
  paidAt: string;
  state: UnknownPaymentState;
  problem: UnknownPaymentProblem | null;
  skus: string[];
  decided: { by: string | null; at: string } | null;
  /** The restored order, or the one that could not be restored. */
  order: { number: string; isMade: boolean } | null;
  stripeUrl: string | null;
}

/** The most decided payments in the list; all undecided ones are shown. */
const maxDecided = 200;

/** Lost payments: those that need a decision, oldest first, then the others, newest first. */
export async function listUnknownPayments(
  shop: Shop,
): Promise<{ open: UnknownPaymentView[]; decided: UnknownPaymentView[] }> {
  const [open, decided] = await Promise.all([
    shop.db.unknownPayment.findMany({ where: { state: "open" }, orderBy: { paidAt: "asc" } }),
    shop.db.unknownPayment.findMany({
      where: { state: { not: "open" } },
      orderBy: { paidAt: "desc" },
      take: maxDecided,
    }),
  ]);
  const orders = await shop.db.order.findMany({
    where: { id: { in: decided.map(({ checkoutId }) => checkoutId) } },
    select: { id: true, number: true },
  });
  const numberOf = new Map(orders.map(({ id, number }) => [id, number]));
  const view = (row: UnknownPayment) => viewOf(shop, row, numberOf.get(row.checkoutId));
  return { open: open.map(view), decided: decided.map(view) };
}

function viewOf(shop: Shop, row: UnknownPayment, restored: number | undefined): UnknownPaymentView {
  const { paymentIntentId, description, state, problem, skus, name, email } = row;
  const number = restored ?? row.orderNumber;
  const { stripeDashboard } = shop.settings;
  return {
    ...{ paymentIntentId, description, state, problem, skus, customer: { name, email } },
    amount: { amount: row.amount, currency: row.currency },
    paidAt: row.paidAt.toISOString(),
    decided: row.decidedAt === null ? null : { by: row.decidedBy, at: row.decidedAt.toISOString() },
    order: number === null ? null : { number: formatOrderNumber(number), isMade: restored !== undefined },
    stripeUrl: stripeDashboard && `${stripeDashboard}/payments/${paymentIntentId}`,
  };
}

/** For Home: payments that need a decision, and restored orders that may have shipped before. */
export async function unknownPaymentAttention(shop: Shop, { examples }: { examples: number }) {
  const where = { state: "open" as const };
  const [count, rows, restored] = await Promise.all([
    shop.db.unknownPayment.count({ where }),
    shop.db.unknownPayment.findMany({ where, orderBy: { paidAt: "asc" }, take: examples }),
    unshippedRestored(shop),
  ]);
  return {
    count,
    since: rows[0]?.paidAt.toISOString() ?? null,
    examples: rows.map(({ paymentIntentId, orderNumber: number, amount, currency, paidAt }) => ({
      ...{ paymentIntentId, paidAt: paidAt.toISOString() },
      number: number === null ? null : formatOrderNumber(number),
      amount: { amount, currency },
    })),
    restoredUnshipped: restored,
  };
}

/** The number of restored orders without shipments; earlier shipments are lost. */
async function unshippedRestored(shop: Shop): Promise<number> {
  const restored = await shop.db.unknownPayment.findMany({
    where: { state: "restored" },
    select: { checkoutId: true },
  });
  if (restored.length === 0) return 0;
  return shop.db.order.count({
    where: {
      id: { in: restored.map(({ checkoutId }) => checkoutId) },
      state: "confirmed",
      fulfilmentState: "unfulfilled",
    },
  });
}
