import type { UnitOfWork } from "../unit-of-work.ts";

/**
 * Records that a session, given by its id or its payment's, can't be paid any more. A session that has ended, or is not
 * recorded, is not changed.
 */
export async function recordSessionEnd(
  unit: UnitOfWork,
  session: { stripeId: string } | { paymentIntentId: string },
): Promise<void> {
  const { tx, now } = unit;
  await tx.paymentSession.updateMany({
    where: { ...session, state: "open" },
    data: { state: "ended", endedAt: now },
  });
}
