import type { UnitOfWork } from "../unit-of-work.ts";

/** Records that a session, or the one that a payment is made with, can't be paid any more. One that has ended, or was never recorded, stays as it is. */
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
