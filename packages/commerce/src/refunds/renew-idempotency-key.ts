import type { Tx } from "@dualtrack/db";

/** The next attempt to send the refund has another idempotency key: Stripe keeps its answer to the last one. */
export async function renewIdempotencyKey(tx: Tx, refundId: string): Promise<void> {
  await tx.refund.update({ where: { id: refundId }, data: { sendNumber: { increment: 1 } } });
}
