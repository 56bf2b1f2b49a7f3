import type { Prisma, Tx } from "@dualtrack/db";

interface RestoredDetails {
  checkoutId: string;
  /** The customer's details, and the number of the order to be. */
  entered: Omit<Prisma.CheckoutUpdateManyMutationInput, "state" | "nextSyncAt" | "syncAttempts">;
}

/** Stores again what a press of Pay had stored, from its payment; the checkout's state stays. The caller holds its lock. */
export async function restoreDetails(tx: Tx, { checkoutId, entered }: RestoredDetails): Promise<void> {
  await tx.checkout.update({ where: { id: checkoutId }, data: entered });
}
