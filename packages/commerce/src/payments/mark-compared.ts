import type { Tx } from "@dualtrack/db";

interface MarkCompared {
  paymentIntentIds: string[];
  at: Date;
  /** Those that were compared since then keep their time, as it is not needed more often. */
  unlessSince: Date;
}

/** Stores that a list of Stripe's has these payments, paid or authorized. */
export async function markPaymentsCompared(
  tx: Tx,
  { paymentIntentIds, at, unlessSince }: MarkCompared,
): Promise<void> {
  if (paymentIntentIds.length === 0) return;
  await tx.payment.updateMany({
    where: {
      paymentIntentId: { in: paymentIntentIds },
      OR: [{ comparedAt: null }, { comparedAt: { lt: unlessSince } }],
    },
    data: { comparedAt: at },
  });
}
