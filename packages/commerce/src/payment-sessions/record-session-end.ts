import type { UnitOfWork } from "../unit-of-work.ts";

/** Records that a session can't be paid any more. One that has ended, or was never recorded, stays as it is. */
export async function recordSessionEnd(unit: UnitOfWork, { stripeId }: { stripeId: string }): Promise<void> {
  const { tx, now } = unit;
  await tx.paymentSession.updateMany({
    where: { stripeId, state: "open" },
    data: { state: "ended", endedAt: now },
  });
}
