import type { Prisma, Tx } from "@dualtrack/db";

const fields = {
  ...{ id: true, state: true, endedAt: true, captureMethod: true },
  order: {
    select: {
      ...{ id: true, number: true, state: true, paymentState: true, paymentIntentId: true },
      ...{ totalAmount: true, uncapturedAmount: true, currency: true },
    },
  },
  payments: {
    select: {
      ...{ paymentIntentId: true, status: true, amountRefunded: true },
      refunds: { select: { amount: true, state: true, stripeRefundId: true, paidAnotherWayAt: true } },
      disputes: { select: { amount: true, status: true } },
    },
  },
} as const satisfies Prisma.CheckoutSelect;

/** What the books say of the payments of a checkout. */
export type PaymentBooks = Prisma.CheckoutGetPayload<{ select: typeof fields }>;

/** The books of checkouts by their ids; those that the database does not have are missing. */
export async function readBooks(tx: Tx, checkoutIds: string[]): Promise<Map<string, PaymentBooks>> {
  const rows = await tx.checkout.findMany({ where: { id: { in: checkoutIds } }, select: fields });
  return new Map(rows.map((row) => [row.id, row]));
}
