import type { Tx, UnknownPayment } from "@dualtrack/db";

/**
 * The row of a payment that the database had lost, if there is one, locked until the transaction ends: staff who decide
 * about it and a sync that makes its order take turns.
 */
export async function lockUnknownPayment(tx: Tx, paymentIntentId: string): Promise<UnknownPayment | null> {
  await tx.$queryRaw`select from unknown_payment where payment_intent_id = ${paymentIntentId} for update`;
  return tx.unknownPayment.findUnique({ where: { paymentIntentId } });
}
