import type { Prisma, Tx } from "@dualtrack/db";

interface BeginPayment {
  checkoutId: string;
  /** When the background sync first asks Stripe for the payment. */
  syncAt: Date;
  /** The customer's details, the number of the order to be, and the customer's IP address. */
  entered: Omit<Prisma.CheckoutUpdateManyMutationInput, "state" | "nextSyncAt" | "syncAttempts">;
}

/** Stores the entered details and moves the checkout to `paying`. It is live, and the caller holds its lock. */
export async function beginPayment(tx: Tx, { checkoutId, syncAt, entered }: BeginPayment): Promise<void> {
  await tx.checkout.update({
    where: { id: checkoutId },
    data: { ...entered, state: "paying", nextSyncAt: syncAt, syncAttempts: 0 },
  });
}
