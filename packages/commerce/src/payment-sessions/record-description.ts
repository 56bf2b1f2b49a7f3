import type { Tx } from "@dualtrack/db";

/** Records what was last written about the order to the payment at Stripe, as a hash: the same costs no second call. */
export async function recordDescription(
  tx: Tx,
  { stripeId, hash: descriptionHash }: { stripeId: string; hash: string },
): Promise<void> {
  await tx.paymentSession.update({ where: { stripeId }, data: { descriptionHash } });
}
