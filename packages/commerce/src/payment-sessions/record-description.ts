import type { Tx } from "@dualtrack/db";

/**
 * Stores a hash of the description that was written to the payment at Stripe, so that the same one is not sent again, and
 * whether it left the delivery address to the wallet.
 */
export async function recordDescription(
  tx: Tx,
  { stripeId, ...description }: { stripeId: string; descriptionHash: string; addressFromWallet: boolean },
): Promise<void> {
  await tx.paymentSession.update({ where: { stripeId }, data: description });
}
