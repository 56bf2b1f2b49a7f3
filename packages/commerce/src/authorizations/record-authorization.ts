import type { Tx } from "@dualtrack/db";

interface Authorized {
  paymentIntentId: string;
  authorizedAt: Date;
  captureBefore: Date;
}

/** Records money that a bank has reserved for a payment, and until when it can be captured. The caller holds the checkout's lock. */
export async function recordAuthorization(
  tx: Tx,
  { paymentIntentId, authorizedAt, captureBefore }: Authorized,
): Promise<void> {
  await tx.paymentAuthorization.upsert({
    where: { paymentIntentId },
    create: { paymentIntentId, authorizedAt, captureBefore },
    update: { captureBefore },
  });
}
