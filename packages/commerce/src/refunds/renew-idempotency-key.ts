import type { Tx } from "@dualtrack/db";

/** Gives the next attempt to send the refund a new idempotency key, as Stripe stores its answer to the last one. */
export async function renewIdempotencyKey(tx: Tx, refundId: string): Promise<void> {
  await tx.refund.update({ where: { id: refundId }, data: { sendNumber: { increment: 1 } } });
}
