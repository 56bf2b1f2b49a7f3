import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Records that an open session is about to be ended so that another one can be opened for the same price: when Stripe then says that
 * its payment is cancelled, its checkout goes on.
 */
export async function recordReplacement({ tx, now }: UnitOfWork, stripeId: string): Promise<void> {
  await tx.paymentSession.updateMany({
    where: { stripeId, state: "open", replacedAt: null },
    data: { replacedAt: now },
  });
}
