import type { Prisma, Tx } from "@dualtrack/db";

interface BeginPayment {
  checkoutId: string;
  /** When the background sync first asks Stripe about the payment. */
  syncAt: Date;
  /** What the customer has entered, the number that their order will have, and where they press Pay from. */
  entered: Omit<Prisma.CheckoutUpdateManyMutationInput, "state" | "nextSyncAt" | "syncAttempts">;
}

/** The customer presses Pay: the checkout is being paid, as they have entered it. The caller holds its lock, and it is live. */
export async function beginPayment(tx: Tx, { checkoutId, syncAt, entered }: BeginPayment): Promise<void> {
  await tx.checkout.update({
    where: { id: checkoutId },
    data: { ...entered, state: "paying", nextSyncAt: syncAt, syncAttempts: 0 },
  });
}
