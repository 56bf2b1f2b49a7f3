import type { Tx, UnknownPayment } from "@dualtrack/db";

/**
 * Locks the row of a lost payment until the transaction ends, if there is one, so that a decision of staff and a sync that
 * restores its order wait for each other.
 */
export async function lockUnknownPayment(tx: Tx, paymentIntentId: string): Promise<UnknownPayment | null> {
  await tx.$queryRaw`select from unknown_payment where payment_intent_id = ${paymentIntentId} for update`;
  return tx.unknownPayment.findUnique({ where: { paymentIntentId } });
}
