import type { Tx } from "@dualtrack/db";

/** Stores a hash of the description that was written to the payment at Stripe, so that the same one is not sent again. */
export async function recordDescription(
  tx: Tx,
  { stripeId, hash: descriptionHash }: { stripeId: string; hash: string },
): Promise<void> {
  await tx.paymentSession.update({ where: { stripeId }, data: { descriptionHash } });
}
