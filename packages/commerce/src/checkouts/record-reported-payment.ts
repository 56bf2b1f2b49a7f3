import type { Tx } from "@dualtrack/db";

interface ReportedPayment {
  checkoutId: string;
  /** Whether the checkout is live; one that has ended keeps its state until Stripe is asked. */
  isLive: boolean;
  /** When the background sync asks Stripe, unless another track does before. */
  syncAt: Date;
}

/** Records that the customer's browser reports the checkout as paid. The caller holds the checkout's lock. */
export async function recordReportedPayment(
  tx: Tx,
  { checkoutId, isLive, syncAt }: ReportedPayment,
): Promise<void> {
  await tx.checkout.update({
    where: { id: checkoutId },
    data: { ...(isLive ? { state: "paying" } : {}), nextSyncAt: syncAt, syncAttempts: 0 },
  });
}
