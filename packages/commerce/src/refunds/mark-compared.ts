import type { Tx } from "@dualtrack/db";

interface MarkCompared {
  stripeRefundIds: string[];
  at: Date;
  /** Those that were compared since then keep their time, as it is not needed more often. */
  unlessSince: Date;
}

/** Stores that a list of Stripe's has these refunds. */
export async function markRefundsCompared(
  tx: Tx,
  { stripeRefundIds, at, unlessSince }: MarkCompared,
): Promise<void> {
  if (stripeRefundIds.length === 0) return;
  await tx.refund.updateMany({
    where: {
      stripeRefundId: { in: stripeRefundIds },
      OR: [{ comparedAt: null }, { comparedAt: { lt: unlessSince } }],
    },
    data: { comparedAt: at },
  });
}
